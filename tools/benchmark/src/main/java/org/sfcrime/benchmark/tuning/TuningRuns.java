package org.sfcrime.benchmark.tuning;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.BatchTimes;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.benchmark.run.SyntheticCalls;

/** Runs the variants of a sweep in turn. */
public final class TuningRuns {
  private final ProgramRunner runner;
  private final SyntheticCalls calls;
  private final JobRuns jobs;
  private final int rounds;
  private boolean exact = true;

  public TuningRuns(ProgramRunner runner, int rounds) {
    this.runner = runner;
    this.calls = new SyntheticCalls(runner);
    this.jobs = new JobRuns(runner);
    this.rounds = rounds;
  }

  /** Whether all runs counted every call once. */
  public boolean areExact() {
    return exact;
  }

  /** Runs all variants, then the worst values of the two strongest properties; returns these. */
  public List<SettingsVariant> run(SettingsSweep sweep) throws IOException, InterruptedException {
    jobs.createArchive(calls.topic(JobRuns.FEW_CALLS));
    alternate(sweep.all(), sweep.base());
    List<SettingsVariant> strongestTwo = sweep.strongestTwo();
    alternate(strongestTwo, sweep.base());
    return strongestTwo;
  }

  /** Runs every second round backwards, so that no variant always runs first. */
  private void alternate(List<SettingsVariant> variants, List<JobSetting> base)
      throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < variants.size(); i++) {
        SettingsVariant variant = variants.get(round % 2 == 0 ? i : variants.size() - 1 - i);
        String topic = calls.topic(variant.calls());
        JobRuns.Result result =
            jobs.job(topic, variant.calls(), JobSetting.arguments(variant.over(base)));
        String checked = result.check(variant.calls());
        exact &= checked.equals(ResultTable.EXACT);
        Map<String, Double> values = result.batches().steadyOrAll().values();
        variant.runs().add(values);
        double rate = values.get(BatchTimes.RATE.name());
        runner.say(
            "round %d of %d, %d of %d: %s: %,.0f rows/s, %s",
            round + 1, rounds, i + 1, variants.size(), variant.name(), rate, checked);
      }
    }
  }
}
