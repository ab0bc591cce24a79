package org.sfcrime.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.sfcrime.processes.ProcessException;

/** Runs variants of the settings in turn. */
final class TuningRuns {
  private final Lab lab;
  private final Calls calls;
  private final JobRuns jobs;
  private final List<Setting> base;
  private boolean exact = true;

  TuningRuns(Lab lab, List<Setting> base) {
    this.lab = lab;
    this.calls = new Calls(lab);
    this.jobs = new JobRuns(lab);
    this.base = base;
  }

  /** Whether all runs so far counted every call once. */
  boolean areExact() {
    return exact;
  }

  void makeArchive()
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    jobs.makeArchive(calls.topic(StartMeasure.FEW_CALLS));
  }

  /** Every second round backwards, so that a slow minute is not one variant's alone. */
  void alternate(List<Variant> variants, int rounds)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < variants.size(); i++) {
        Variant variant = variants.get(round % 2 == 0 ? i : variants.size() - 1 - i);
        JobRuns.Result result = run(variant);
        lab.say(
            "round %d of %d, %d of %d: %s: %,.0f rows/s, %s",
            round + 1,
            rounds,
            i + 1,
            variants.size(),
            variant.name(),
            variant.rates().get(variant.rates().size() - 1),
            result.check(variant.calls()));
      }
    }
  }

  private JobRuns.Result run(Variant variant)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    String topic = calls.topic(variant.calls());
    JobRuns.Result result = jobs.job(topic, variant.calls(), Setting.setup(variant.over(base)));
    exact &= result.check(variant.calls()).equals("exact");
    variant.add(result.batches());
    return result;
  }
}
