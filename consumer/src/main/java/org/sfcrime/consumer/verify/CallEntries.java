package org.sfcrime.consumer.verify;

import java.util.Arrays;

/**
 * The entries of a {@link CallTable}, in the order in which they were added. Neighbours in the call
 * file are therefore neighbours in memory. An entry consists of five longs: two for the id, then
 * the content, the counters and the text.
 */
final class CallEntries {
  static final int CONTENT = 2;
  static final int COUNTERS = 3;
  static final int TEXT = 4;

  private static final int LONGS = 5;
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int ARRAY_HEADER_BYTES = 16;

  private long[][] chunks = new long[16][];
  private int size;

  int size() {
    return size;
  }

  /** Adds an entry and returns its number: 0, 1, 2, and so on. */
  int add(long idHigh, long idLow, long content, long counters, long text) {
    int entry = size;
    int chunk = entry >>> CHUNK_BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.multiplyExact(chunk, 2));
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new long[CHUNK * LONGS];
    }
    size = Math.addExact(entry, 1);
    int at = at(entry);
    chunks[chunk][at] = idHigh;
    chunks[chunk][at + 1] = idLow;
    chunks[chunk][at + CONTENT] = content;
    chunks[chunk][at + COUNTERS] = counters;
    chunks[chunk][at + TEXT] = text;
    return entry;
  }

  boolean isId(int entry, long idHigh, long idLow) {
    long[] chunk = chunks[entry >>> CHUNK_BITS];
    int at = at(entry);
    return chunk[at] == idHigh && chunk[at + 1] == idLow;
  }

  long get(int entry, int field) {
    return chunks[entry >>> CHUNK_BITS][at(entry) + field];
  }

  void set(int entry, int field, long value) {
    chunks[entry >>> CHUNK_BITS][at(entry) + field] = value;
  }

  long bytes() {
    long used = (size + CHUNK - 1L) >>> CHUNK_BITS;
    return used * (CHUNK * LONGS * Long.BYTES + ARRAY_HEADER_BYTES)
        + (long) chunks.length * Long.BYTES
        + ARRAY_HEADER_BYTES;
  }

  private static int at(int entry) {
    return (entry & (CHUNK - 1)) * LONGS;
  }
}
