package org.sfcrime.consumer.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A call in 24 bytes: its id in 16 and a hash of its 14 fields in 8.
 *
 * <p>Ids of up to 15 bytes are kept exactly, so that real ids cannot collide; longer ones by a hash
 * of 120 bits. The first byte of {@link #idHigh} tells the length, or 0xFF for a hash, and is
 * therefore never 0.
 */
final class CallDigest {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST_EXACT_ID = 15;

  // Odd numbers with their bits well spread: the fractions of the square roots of 2, 3 and 5.
  private static final long A = 0x6A09E667F3BCC909L;
  private static final long B = 0xBB67AE8584CAA73BL;
  private static final long C = 0x3C6EF372FE94F82BL;

  /** The hash of a text that is not known. */
  static final long NO_TEXT = 0;

  private static final int BLOCK = 4 * Long.BYTES;

  private long idHigh;
  private long idLow;
  private long content;

  /** Computes the digest of an accepted call. */
  void of(CallFields fields) {
    id(
        fields.bytes(CallFields.CRIME_ID),
        fields.start(CallFields.CRIME_ID),
        fields.end(CallFields.CRIME_ID));
    long hash = A;
    for (int field = 0; field < CallFields.NAMES.size(); field++) {
      hash = mix(hash ^ fieldHash(fields, field), B + field);
    }
    content = hash;
  }

  long idHigh() {
    return idHigh;
  }

  long idLow() {
    return idLow;
  }

  long content() {
    return content;
  }

  /** Spreads an id over 64 bits. */
  static long spread(long idHigh, long idLow) {
    return mix(mix(idHigh ^ A, B) ^ idLow, C);
  }

  /** Computes the digest of an id. */
  void ofId(byte[] id) {
    id(id, 0, id.length);
  }

  /**
   * Returns a hash of a call as it is written: no two texts are taken for the same that differ in a
   * byte. Four strands, so that none waits for the multiplications of another.
   */
  static long ofText(byte[] text, int start, int end) {
    long a = A ^ (end - start);
    long b = B;
    long c = C;
    long d = A + B;
    int at = start;
    for (; at + BLOCK <= end; at += BLOCK) {
      a = mix(a ^ (long) LONGS.get(text, at), A);
      b = mix(b ^ (long) LONGS.get(text, at + Long.BYTES), B);
      c = mix(c ^ (long) LONGS.get(text, at + 2 * Long.BYTES), C);
      d = mix(d ^ (long) LONGS.get(text, at + 3 * Long.BYTES), A);
    }
    long rest = hash(text, at, end, B);
    long hash = mix(mix(mix(mix(a, B) ^ b, C) ^ c, A) ^ d, B) ^ rest;
    return hash == NO_TEXT ? A : hash;
  }

  private void id(byte[] text, int start, int end) {
    int length = end - start;
    if (length > LONGEST_EXACT_ID) {
      idHigh = hash(text, start, start + length, A) | (0xFFL << 56);
      idLow = hash(text, start, start + length, C);
      return;
    }
    idHigh = ((long) length << 56) | bytes(text, start, Math.min(length, 7));
    idLow = length > 7 ? bytes(text, start + 7, length - 7) : 0;
  }

  private static long fieldHash(CallFields fields, int field) {
    return switch (fields.kind(field)) {
      case ABSENT -> 1;
      case NULL -> 2;
      case STRING -> hash(fields.bytes(field), fields.start(field), fields.end(field), B);
      case OTHER -> hash(fields.bytes(field), fields.start(field), fields.end(field), C);
    };
  }

  private static long hash(byte[] text, int start, int end, long seed) {
    long hash = seed ^ (end - start);
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(text, at), A);
    }
    return mix(hash ^ bytes(text, at, end - at), C);
  }

  /** Up to eight bytes as a number, the first one lowest. */
  private static long bytes(byte[] text, int start, int length) {
    if (length > 0 && start + Long.BYTES <= text.length) {
      return (long) LONGS.get(text, start) & (-1L >>> (Long.SIZE - Byte.SIZE * length));
    }
    long bytes = 0;
    for (int i = 0; i < length; i++) {
      bytes |= (text[start + i] & 0xFFL) << (8 * i);
    }
    return bytes;
  }

  /**
   * Multiplies by an odd number and folds the high half down: reversible for a fixed factor, so
   * nothing is lost here.
   */
  private static long mix(long value, long odd) {
    long product = (value ^ (value >>> 32)) * odd;
    product = (product ^ (product >>> 29)) * B;
    return product ^ (product >>> 32);
  }
}
