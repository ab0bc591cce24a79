package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.JobRuns.Arguments;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.benchmark.run.SyntheticCalls;

/** The row "growth": the job's cost by the number of calls, partitions and open windows. */
final class GrowthRow {
  private static final long FEWEST_CALLS = 10_000;
  private static final List<Integer> PARTITIONS = List.of(1, 4, 16);
  private static final List<String> WATERMARKS = List.of("1 hour", "1 day", "10 days");
  private static final List<ResultColumn> COLUMNS =
      JobRows.COLUMNS.stream().map(ResultColumn::withoutRatio).toList();

  private GrowthRow() {}

  static List<ResultTable> measure(ProgramRunner runner, SyntheticCalls calls, BenchSizes sizes)
      throws IOException, InterruptedException {
    JobRuns jobs = new JobRuns(runner);
    long most = sizes.mostCalls();
    long size = sizes.calls().size() > 2 ? sizes.calls().get(1) : most;
    List<BenchRow.Trial> byCalls = new ArrayList<>();
    for (long count = Math.min(FEWEST_CALLS, most); count <= most; count *= 10) {
      long some = count;
      byCalls.add(
          () -> {
            String topic = calls.topic(some);
            JobRuns.Result result = jobs.job(topic, some, Arguments.NONE);
            return JobRows.run("%,d calls".formatted(some), result, some);
          });
    }
    List<BenchRow.Trial> byPartitions = new ArrayList<>();
    for (int partitions : PARTITIONS) {
      String subject = partitions + (partitions == 1 ? " partition" : " partitions");
      byPartitions.add(
          () -> {
            String topic = calls.topic(size, partitions);
            return JobRows.run(subject, jobs.job(topic, size, Arguments.NONE), size);
          });
    }
    List<BenchRow.Trial> byWindows = new ArrayList<>();
    for (String watermark : WATERMARKS) {
      Arguments arguments = new Arguments(List.of(), List.of("--watermark", watermark), Map.of());
      byWindows.add(
          () -> {
            JobRuns.Result result = jobs.job(calls.topic(size), size, arguments);
            return JobRows.run("--watermark \"" + watermark + "\"", result, size);
          });
    }
    String ofCalls = ", %,d calls".formatted(size);
    ResultTable callTable = table("growth-calls", "Growth with the calls");
    ResultTable partitionTable =
        table("growth-partitions", "Growth with the topic's partitions" + ofCalls);
    ResultTable windowTable = table("growth-windows", "Growth with the open windows" + ofCalls);
    return List.of(
        BenchRow.alternate(runner, callTable, byCalls, sizes.repeat()),
        BenchRow.alternate(runner, partitionTable, byPartitions, sizes.repeat()),
        BenchRow.alternate(runner, windowTable, byWindows, sizes.repeat()));
  }

  private static ResultTable table(String name, String title) {
    return new ResultTable(name, title, COLUMNS);
  }
}
