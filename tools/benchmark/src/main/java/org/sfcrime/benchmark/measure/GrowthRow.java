package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.JobRuns.Arguments;
import org.sfcrime.benchmark.run.ProgramRunner;

/** The row "growth": the job's cost by the number of calls, partitions, open windows and groups. */
final class GrowthRow {
  private static final long FEWEST_CALLS = 10_000;
  private static final List<Integer> PARTITIONS = List.of(1, 4, 16, 64);
  private static final List<String> WATERMARKS = List.of("1 hour", "1 day", "10 days", "60 days");

  /** With few to very many groups in a window of {@link #LONG_WINDOW}. */
  private static final List<String> GROUP_FIELDS =
      List.of("address_type", "crime-type", "address", "crime-type,address");

  private static final String LONG_WINDOW = "60 days";
  private static final List<ResultColumn> COLUMNS =
      JobRows.COLUMNS.stream().map(ResultColumn::withoutRatio).toList();
  private static final ResultColumn COUNTS =
      new ResultColumn("counts", 0, ResultColumn.Better.NEITHER);

  private GrowthRow() {}

  static List<ResultTable> measure(Bench bench) throws IOException, InterruptedException {
    BenchSizes sizes = bench.sizes();
    long most = sizes.mostCalls();
    long size = sizes.usualCalls();
    List<Bench.Trial> byCalls = new ArrayList<>();
    for (long count = Math.min(FEWEST_CALLS, most); count <= most; count *= 10) {
      long some = count;
      byCalls.add(() -> run("%,d calls".formatted(some), bench, some, ProgramRunner.PARTITIONS));
    }
    List<Bench.Trial> byPartitions = new ArrayList<>();
    for (int partitions : PARTITIONS) {
      String subject = partitions + (partitions == 1 ? " partition" : " partitions");
      byPartitions.add(() -> run(subject, bench, size, partitions));
    }
    List<Bench.Trial> byWindows = new ArrayList<>();
    for (String watermark : WATERMARKS) {
      String subject = "--watermark \"" + watermark + "\"";
      byWindows.add(
          () -> run(subject, bench, size, ProgramRunner.PARTITIONS, "--watermark", watermark));
    }
    List<Bench.Trial> byGroups = new ArrayList<>();
    for (String fields : GROUP_FIELDS) {
      byGroups.add(() -> runWithGroups(fields, bench, size));
    }
    String ofCalls = ", %,d calls".formatted(size);
    ResultTable partitionTable =
        table("growth-partitions", "Growth with the topic's partitions" + ofCalls);
    ResultTable windowTable = table("growth-windows", "Growth with the open windows" + ofCalls);
    String ofGroups = "Growth with the groups of a window of " + LONG_WINDOW + ofCalls;
    List<ResultColumn> columns = Stream.concat(COLUMNS.stream(), Stream.of(COUNTS)).toList();
    ResultTable groupTable = new ResultTable("growth-groups", ofGroups, columns);
    return List.of(
        bench.alternate(table("growth-calls", "Growth with the calls"), byCalls),
        bench.alternate(partitionTable, byPartitions),
        bench.alternate(windowTable, byWindows),
        bench.alternate(groupTable, byGroups));
  }

  private static ResultTable.Run runWithGroups(String fields, Bench bench, long size)
      throws IOException, InterruptedException {
    List<String> flags = List.of("--window", LONG_WINDOW, "--group-by", fields);
    JobRuns.Result result =
        bench
            .jobs()
            .job(bench.calls().topic(size), size, new Arguments(List.of(), flags, Map.of()));
    ResultTable.Run run = JobRows.run("--group-by " + fields, result, size);
    run.values().put(COUNTS.name(), (double) result.totals().size());
    return run;
  }

  private static ResultTable.Run run(
      String subject, Bench bench, long size, int partitions, String... flags)
      throws IOException, InterruptedException {
    Arguments arguments = new Arguments(List.of(), List.of(flags), Map.of());
    String topic = bench.calls().topic(size, partitions);
    return JobRows.run(subject, bench.jobs().job(topic, size, arguments), size);
  }

  private static ResultTable table(String name, String title) {
    return new ResultTable(name, title, COLUMNS);
  }
}
