package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.SyntheticCalls;

/** The row "upsert": the cost of counting only the newest record of each call. */
final class UpsertRow {
  private static final String UPSERT = "--upsert";

  /** At 2,200 calls a day, 5,000 and 1,000,000 calls are open. */
  private static final List<String> WATERMARKS = List.of("2 days", "454 days");

  private UpsertRow() {}

  static List<ResultTable> measure(Bench bench) throws IOException, InterruptedException {
    long records = bench.sizes().usualCalls();
    String topic = bench.calls().topicWithRevisions(records);
    long calls = SyntheticCalls.callsWithRevisions(records);
    List<Bench.Trial> trials =
        List.of(
            () -> run("the job with --upsert", bench, topic, calls, List.of(UPSERT)),
            () -> run("the job without", bench, topic, records, List.of()));
    List<Bench.Trial> byOpenCalls = new ArrayList<>();
    for (String watermark : WATERMARKS) {
      String subject = "--watermark \"%s\"".formatted(watermark);
      List<String> flags = List.of(UPSERT, "--watermark", watermark);
      byOpenCalls.add(() -> run(subject, bench, topic, calls, flags));
    }
    String ofRecords = ": %,d records, 30 %% of them revisions".formatted(records);
    ResultTable cost = new ResultTable("upsert", "Revisions" + ofRecords, JobRows.COLUMNS);
    List<ResultColumn> columns = JobRows.COLUMNS.stream().map(ResultColumn::withoutRatio).toList();
    ResultTable memory =
        new ResultTable("upsert-open-calls", "--upsert by the open calls" + ofRecords, columns);
    return List.of(bench.alternate(cost, trials), bench.alternate(memory, byOpenCalls));
  }

  private static ResultTable.Run run(
      String subject, Bench bench, String topic, long counted, List<String> flags)
      throws IOException, InterruptedException {
    JobRuns.Result result =
        bench.jobs().job(topic, counted, new JobRuns.Arguments(List.of(), flags, Map.of()));
    return JobRows.run(subject, result, bench.sizes().usualCalls(), result.check(counted));
  }
}
