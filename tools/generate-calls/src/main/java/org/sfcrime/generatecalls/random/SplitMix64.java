package org.sfcrime.generatecalls.random;

/**
 * The random number generator SplitMix64 (Steele, Lea and Flood 2014; public-domain code by
 * Sebastiano Vigna). Unlike the JDK's generators it gives the same numbers on every JDK.
 */
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SplitMix64(long seed) {
    state = seed;
  }

  /** A separate generator for each call: the day is the stream. */
  public static SplitMix64 of(long seed, long stream, long index) {
    return new SplitMix64(mix(mix(seed + GOLDEN_GAMMA) + stream * GOLDEN_GAMMA) + mix(index));
  }

  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, bound), with a bias below bound / 2^32. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
