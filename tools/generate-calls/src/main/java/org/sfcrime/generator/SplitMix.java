package org.sfcrime.generator;

/**
 * Sebastiano Vigna's public-domain SplitMix64 (after Steele, Lea and Flood 2014), written out so
 * that a seed gives the same calls on every JDK.
 */
final class SplitMix {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SplitMix(long seed) {
    state = seed;
  }

  /** A stream of its own for each pair: call {@code index} of day {@code stream}. */
  static SplitMix of(long seed, long stream, long index) {
    return new SplitMix(mix(mix(seed + GOLDEN_GAMMA) + stream * GOLDEN_GAMMA) + mix(index));
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, bound); the bias, below bound / 2^32, does not show in weights. */
  int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
