package org.sfcrime.generatecalls;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Picks elements at random, in proportion to their weights. */
final class WeightedChoice<T> {
  private final List<T> elements;
  private final int[] cumulative;

  WeightedChoice(List<T> elements, ToIntFunction<T> weight) {
    this.elements = List.copyOf(elements);
    cumulative = new int[elements.size()];
    int sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      int own = weight.applyAsInt(elements.get(i));
      if (own < 0) {
        throw new IllegalArgumentException("negative weight " + own + ": " + elements.get(i));
      }
      sum = Math.addExact(sum, own);
      cumulative[i] = sum;
    }
    if (sum == 0) {
      throw new IllegalArgumentException("no element has a weight: " + elements);
    }
  }

  T pick(SplitMix64 random) {
    return elements.get(pickIndex(random));
  }

  int pickIndex(SplitMix64 random) {
    int at = Arrays.binarySearch(cumulative, random.nextInt(cumulative[cumulative.length - 1]) + 1);
    if (at < 0) {
      return -at - 1;
    }
    // An element of weight 0 repeats the sum before it: the first element with the sum is picked.
    while (at > 0 && cumulative[at - 1] == cumulative[at]) {
      at--;
    }
    return at;
  }
}
