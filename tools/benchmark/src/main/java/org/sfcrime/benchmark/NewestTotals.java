package org.sfcrime.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The sum of the newest total of each key, in 16 bytes a key: of twenty million calls there are
 * fourteen million counts.
 *
 * <p>A key is known by half of its MD5: that two of them are the same has odds of one in a hundred
 * thousand.
 */
final class NewestTotals {
  private static final int SMALLEST = 1 << 10;

  private final MessageDigest digest;
  private long[] keys = new long[SMALLEST];
  private long[] totals = new long[SMALLEST];
  private int size;
  private long sum;

  NewestTotals() {
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  void put(byte[] key, long total) {
    put(known(key), total);
  }

  /** Of all keys. */
  long sum() {
    return sum;
  }

  int keys() {
    return size;
  }

  private long known(byte[] key) {
    long known = ByteBuffer.wrap(digest.digest(key)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return known == 0 ? 1 : known; // zero is an empty place
  }

  private void put(long key, long total) {
    int place = place(keys, key);
    if (keys[place] == 0) {
      keys[place] = key;
      size++;
    }
    sum += total - totals[place];
    totals[place] = total;
    if (size > keys.length / 2) {
      grow();
    }
  }

  private static int place(long[] keys, long key) {
    int place = (int) key & (keys.length - 1);
    while (keys[place] != 0 && keys[place] != key) {
      place = (place + 1) & (keys.length - 1);
    }
    return place;
  }

  private void grow() {
    long[] moreKeys = new long[2 * keys.length];
    long[] moreTotals = new long[2 * keys.length];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int place = place(moreKeys, keys[i]);
        moreKeys[place] = keys[i];
        moreTotals[place] = totals[i];
      }
    }
    keys = moreKeys;
    totals = moreTotals;
  }
}
