package org.sfcrime.generatecalls.random;

import java.util.Arrays;
import java.util.List;

/** Picks elements at random, in proportion to their weights. */
public final class WeightedChoice<T> {
  private final List<T> elements;
  private final int[] cumulative;

  /**
   * Creates a choice; {@code weights} has a positive weight for each element.
   *
   * @throws IllegalArgumentException if there are no elements
   */
  public WeightedChoice(List<T> elements, int[] weights) {
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("no elements to pick from");
    }
    this.elements = List.copyOf(elements);
    cumulative = new int[weights.length];
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] <= 0) {
        throw new IllegalArgumentException(
            "weight " + weights[i] + " is not positive: " + elements.get(i));
      }
      sum = Math.addExact(sum, weights[i]);
      cumulative[i] = sum;
    }
  }

  public T pick(SplitMix64 random) {
    int at = Arrays.binarySearch(cumulative, random.nextInt(cumulative[cumulative.length - 1]) + 1);
    return elements.get(at < 0 ? -at - 1 : at);
  }
}
