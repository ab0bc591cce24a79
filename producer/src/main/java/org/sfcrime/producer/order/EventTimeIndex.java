package org.sfcrime.producer.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.commandline.CommandException;

/**
 * The position and the event time of calls of a file, in memory.
 *
 * <p>The index needs 12 bytes per call and 18 while it sorts, and 2 more if times have fractions of
 * a second. The sort is stable: calls of the same time keep the order of the file. It is a merge
 * sort that swaps halves in reverse order, because the city's files consist of a few descending
 * runs.
 */
public final class EventTimeIndex {
  /** The earliest accepted call; seconds since then fit an int until 2068. */
  private static final long EPOCH_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

  private static final int LENGTH_BITS = 24;
  private static final long MAX_OFFSET = (1L << (63 - LENGTH_BITS)) - 1;

  /**
   * Keeps an array of longs below the size at which G1 gives an object whole regions of its own,
   * which may take twice as much memory.
   */
  private static final int CHUNK_BITS = 14;

  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int INSERTION_SORT_LENGTH = 12;
  private static final int BYTES_SORTED = 18;
  private static final int MAX_CALLS = Integer.MAX_VALUE - 8;

  private final List<long[]> places = new ArrayList<>();
  private final List<int[]> seconds = new ArrayList<>();

  /** An element is null if all times of the chunk are whole seconds, as in the city's files. */
  private final List<short[]> millis = new ArrayList<>();

  private int size;
  private int[] order;

  /** Returns how many calls can be sorted in this memory. */
  static int callsIn(long bytes) {
    return (int) Math.min(bytes / BYTES_SORTED, MAX_CALLS);
  }

  /**
   * Adds a call.
   *
   * @param length at most {@link RawRecord#MAX_BYTES}
   * @throws CommandException if the offset is too large
   */
  public void add(long offset, int length, long eventTimeMillis) {
    if (offset > MAX_OFFSET) {
      throw new CommandException(
          "The file is too large to be sorted by event time: use --order file.");
    }
    if ((size & (CHUNK - 1)) == 0) {
      places.add(new long[CHUNK]);
      seconds.add(new int[CHUNK]);
      millis.add(null);
    }
    int chunk = size >> CHUNK_BITS;
    int at = size & (CHUNK - 1);
    places.get(chunk)[at] = offset << LENGTH_BITS | length;
    long sinceEpoch = eventTimeMillis - EPOCH_MILLIS;
    seconds.get(chunk)[at] = Math.toIntExact(Math.floorDiv(sinceEpoch, 1_000L));
    int fraction = (int) Math.floorMod(sinceEpoch, 1_000L);
    if (fraction != 0) {
      if (millis.get(chunk) == null) {
        millis.set(chunk, new short[CHUNK]);
      }
      millis.get(chunk)[at] = (short) fraction;
    }
    size++;
  }

  public int size() {
    return size;
  }

  /** Sorts the calls. No call can be added afterwards. */
  SortedCalls sorted() {
    order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    sort(0, size, new int[(size + 1) / 2]);
    return new Sorted();
  }

  /** Returns the offset of a call, by its number in the order in which the calls were added. */
  long offset(int record) {
    return place(record) >>> LENGTH_BITS;
  }

  /** Returns the length in bytes of a call, by its number. */
  int length(int record) {
    return (int) (place(record) & ((1 << LENGTH_BITS) - 1));
  }

  /** Returns the event time of a call, by its number. */
  long eventTimeMillis(int record) {
    return EPOCH_MILLIS + timeOf(record);
  }

  private long place(int record) {
    return places.get(record >> CHUNK_BITS)[record & (CHUNK - 1)];
  }

  private long time(int rank) {
    return timeOf(order[rank]);
  }

  private void sort(int from, int to, int[] scratch) {
    if (to - from <= INSERTION_SORT_LENGTH) {
      insertionSort(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle, scratch);
    sort(middle, to, scratch);
    if (time(middle - 1) > time(middle)) {
      merge(from, middle, to, scratch);
    }
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int record = order[i];
      long time = time(i);
      int next = i;
      while (next > from && time(next - 1) > time) {
        order[next] = order[next - 1];
        next--;
      }
      order[next] = record;
    }
  }

  private void merge(int from, int middle, int to, int[] scratch) {
    System.arraycopy(order, from, scratch, 0, middle - from);
    if (time(from) > time(to - 1)) {
      // The usual case in a newest-first file: the halves are exchanged.
      System.arraycopy(order, middle, order, from, to - middle);
      System.arraycopy(scratch, 0, order, from + to - middle, middle - from);
      return;
    }
    int left = 0;
    int right = middle;
    int next = from;
    while (left < middle - from && right < to) {
      boolean takeRight = time(right) < timeOf(scratch[left]);
      order[next++] = takeRight ? order[right++] : scratch[left++];
    }
    System.arraycopy(scratch, left, order, next, middle - from - left);
  }

  private long timeOf(int record) {
    int chunk = record >> CHUNK_BITS;
    int at = record & (CHUNK - 1);
    short[] fractions = millis.get(chunk);
    return seconds.get(chunk)[at] * 1_000L + (fractions == null ? 0 : fractions[at]);
  }

  private final class Sorted implements SortedCalls {
    private int rank = -1;

    @Override
    public boolean next() {
      rank++;
      return rank < size;
    }

    @Override
    public long record() {
      return order[rank];
    }

    @Override
    public long offset() {
      return EventTimeIndex.this.offset(order[rank]);
    }

    @Override
    public int length() {
      return EventTimeIndex.this.length(order[rank]);
    }
  }
}
