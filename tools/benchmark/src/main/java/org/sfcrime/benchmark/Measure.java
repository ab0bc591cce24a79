package org.sfcrime.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.sfcrime.processes.ProcessException;

/** One of the rows that {@code bin/bench} can be asked for. */
@FunctionalInterface
interface Measure {
  List<Section> measure(Lab lab, Calls calls, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException;

  /** Something that is run in turn with others. */
  @FunctionalInterface
  interface Trial {
    Section.Run run()
        throws IOException, InterruptedException, ProcessException, ExecutionException;
  }

  /** Runs all in turn, every second round backwards, so that a slow minute is not one's alone. */
  static void alternate(Lab lab, Section section, List<Trial> trials, int rounds)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < trials.size(); i++) {
        int place = round % 2 == 0 ? i : trials.size() - 1 - i;
        Section.Run run = trials.get(place).run();
        section.add(run);
        lab.say(
            "%s, %d of %d: %s", section.title(), round + 1, rounds, run.toText(section.metrics()));
      }
    }
  }
}
