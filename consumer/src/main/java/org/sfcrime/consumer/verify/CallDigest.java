package org.sfcrime.consumer.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.sfcrime.callrecord.Utf8;

/**
 * Computes the digest of a call: 16 bytes for its id, 8 for its content and 8 for its text.
 *
 * <p>The digest of the content ignores how the strings of the JSON value are escaped; the digest of
 * the text does not. Ids of up to 15 bytes are stored exactly, so that real ids cannot collide. For
 * a longer id, 120 bits of a hash are stored. The first byte of {@link #idHigh} is the length of
 * the id, or 0xFF for a hash, and therefore never 0. Not thread-safe.
 */
final class CallDigest {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST_EXACT_ID = 15;

  // Odd numbers with well-distributed bits: the fractions of the square roots of 2, 3 and 5.
  private static final long A = 0x6A09E667F3BCC909L;
  private static final long B = 0xBB67AE8584CAA73BL;
  private static final long C = 0x3C6EF372FE94F82BL;

  /** The hash of an unknown text. */
  static final long NO_TEXT = 0;

  private static final int BLOCK = 4 * Long.BYTES;

  private final CanonicalJson canonical = new CanonicalJson();
  private long idHigh;
  private long idLow;

  long idHigh() {
    return idHigh;
  }

  long idLow() {
    return idLow;
  }

  /** Returns a hash of an id. */
  static long spread(long idHigh, long idLow) {
    return mix(mix(idHigh ^ A, B) ^ idLow, C);
  }

  /** Returns the hash of a call's compact JSON, regardless of how its strings are escaped. */
  long ofContent(Utf8 json) {
    return ofContent(json.bytes(), json.from(), json.to());
  }

  long ofContent(byte[] json, int start, int end) {
    if (!CanonicalJson.hasEscape(json, start, end)) {
      return ofText(json, start, end);
    }
    canonical.rewrite(json, start, end);
    return ofText(canonical.text(), 0, canonical.length());
  }

  /**
   * Returns the hash of a text, computed in four independent chains of multiplications, which the
   * processor runs in parallel.
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

  /** Computes {@link #idHigh} and {@link #idLow} of an id. */
  void setId(Utf8 id) {
    setId(id.bytes(), id.from(), id.to());
  }

  void setId(byte[] text, int start, int end) {
    int length = end - start;
    if (length > LONGEST_EXACT_ID) {
      idHigh = hash(text, start, start + length, A) | (0xFFL << 56);
      idLow = hash(text, start, start + length, C);
      return;
    }
    idHigh = ((long) length << 56) | bytes(text, start, Math.min(length, 7));
    idLow = length > 7 ? bytes(text, start + 7, length - 7) : 0;
  }

  private static long hash(byte[] text, int start, int end, long seed) {
    long hash = seed ^ (end - start);
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(text, at), A);
    }
    return mix(hash ^ bytes(text, at, end - at), C);
  }

  /** Returns up to eight bytes as a number; the first byte is the lowest. */
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
   * Multiplies by an odd number, and mixes the high half into the low half. For a fixed factor, the
   * function is reversible and therefore loses no information.
   */
  private static long mix(long value, long odd) {
    long product = (value ^ (value >>> 32)) * odd;
    product = (product ^ (product >>> 29)) * B;
    return product ^ (product >>> 32);
  }
}
