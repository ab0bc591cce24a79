package org.sfcrime.streaming.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.sfcrime.streaming.query.History.Call;
import org.sfcrime.streaming.query.History.Step;

/**
 * Compares the counting engine with a model of its rules, in random histories. A history that fails
 * is named by its seed and shrinks to a few records. {@code -Dsfcrime.histories=N} sets the number
 * of histories, {@code -Dsfcrime.seed=S} the seed of the first one.
 */
class EngineHistoryTest {
  private static final int USUAL = 10_000;

  @Test
  void engine_countsAsTheModel() {
    int histories = Integer.getInteger("sfcrime.histories", USUAL);
    long first = Long.getLong("sfcrime.seed", new Random().nextLong());
    for (long seed = first; seed < first + histories; seed++) {
      History history = History.random(seed);
      String difference = difference(history);
      if (difference != null) {
        History small = shrink(history, h -> difference(h) != null);
        throw new AssertionError(
            "-Dsfcrime.seed=%d: %s%nshrunk: %s%n%s"
                .formatted(seed, difference, difference(small), small));
      }
    }
  }

  /** Returns what differs from the model; null if nothing does. */
  private static String difference(History history) {
    try {
      new EngineRun(history).run();
      return null;
    } catch (AssertionError | RuntimeException e) {
      return e.toString();
    }
  }

  /** Removes batches, restarts and records, one after the other, as long as the history fails. */
  private static History shrink(History history, Predicate<History> fails) {
    History smallest = history;
    for (boolean isSmaller = true; isSmaller; ) {
      isSmaller = false;
      for (History smaller : smaller(smallest)) {
        if (fails.test(smaller)) {
          smallest = smaller;
          isSmaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static List<History> smaller(History history) {
    List<History> result = new ArrayList<>();
    List<Step> steps = history.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      result.add(with(history, i, List.of()));
      result.add(with(history, i, List.of(new Step(step.millis(), step.calls(), 1, 0))));
      for (int c = 0; c < step.calls().size(); c++) {
        List<Call> calls = new ArrayList<>(step.calls());
        calls.remove(c);
        result.add(with(history, i, List.of(step.with(calls))));
      }
    }
    result.removeIf(history::equals);
    return result;
  }

  private static History with(History history, int index, List<Step> instead) {
    List<Step> steps = new ArrayList<>(history.steps());
    steps.remove(index);
    steps.addAll(index, instead);
    return new History(history.settings(), Collections.unmodifiableList(steps));
  }
}
