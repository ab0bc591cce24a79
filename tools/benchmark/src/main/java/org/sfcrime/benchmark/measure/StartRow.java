package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.JobRuns.Arguments;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.benchmark.run.SyntheticCalls;

/** The row "start": the time from the start of spark-submit to the end of the first batch. */
final class StartRow {
  private static final ResultColumn SECONDS =
      ResultColumn.lowerIsBetter("first batch done after s", 2);

  private StartRow() {}

  static List<ResultTable> measure(ProgramRunner runner, SyntheticCalls calls, BenchSizes sizes)
      throws IOException, InterruptedException {
    String topic = calls.topic(JobRuns.FEW_CALLS);
    JobRuns jobs = new JobRuns(runner);
    Arguments noArchive = Arguments.environment(JobRuns.ARCHIVE, "none");
    List<BenchRow.Trial> trials =
        List.of(
            () ->
                run("with the class-data archive", jobs.secondsToFirstBatch(topic, Arguments.NONE)),
            () -> run("without it", jobs.secondsToFirstBatch(topic, noArchive)));
    ResultTable table =
        new ResultTable(
            "start", "Start: from spark-submit to the end of the first batch", List.of(SECONDS));
    return List.of(BenchRow.alternate(runner, table, trials, sizes.repeat()));
  }

  private static ResultTable.Run run(String subject, double seconds) {
    return new ResultTable.Run(subject, Map.of(SECONDS.name(), seconds), "");
  }
}
