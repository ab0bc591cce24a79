package org.sfcrime.streaming.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.streaming.Durations;
import org.sfcrime.streaming.WallClock;
import org.sfcrime.streaming.count.BatchSummary;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.monitor.ProgressListener;
import org.sfcrime.streaming.query.TotalsToSinks;

/**
 * Prints a batch: its counts as a table on stdout under Spark's heading, what went wrong and its
 * progress on stderr.
 *
 * @param out the table
 * @param err warnings
 * @param topic that the records are read from
 * @param rules what the windows are
 * @param top how many counts are shown
 */
public record PlainConsole(
    PrintStream out, PrintStream err, String topic, CountRules rules, int top) implements Display {
  private static final String RULE = "-".repeat(43);
  private static final List<String> COLUMNS =
      List.of("window_start", "window_end", "crime_type", "disposition", "description", "count");

  @Override
  public boolean takesTypes() {
    return false;
  }

  @Override
  public void show(long batchId, BatchSummary summary) {
    List<Count> counts = summary.first().stream().limit(top).toList();
    if (!counts.isEmpty()) {
      out.printf("%s%nBatch: %d%n%s%n", RULE, batchId, RULE);
      out.println(TextTable.draw(COLUMNS, counts.stream().map(this::cells).toList(), 1));
      out.flush();
    }
    warn(batchId, summary);
  }

  @Override
  public void progress(StreamingQueryProgress progress, BucketReport report) {
    err.println(ProgressListener.line(progress, report));
  }

  /** Says what went wrong with some of the records. */
  void warn(long batchId, BatchSummary summary) {
    RowCounts batch = summary.report().batch();
    warnOfRejected(batch, summary.rejected());
    if (batch.late() > 0) {
      warnOfLate(batchId, batch, summary.report().totals());
    }
  }

  private List<String> cells(Count count) {
    long start = count.windowStart();
    return List.of(
        WallClock.format(start),
        WallClock.format(rules.windowEnd(start)),
        count.crimeType(),
        count.disposition(),
        count.description() == null ? "" : count.description(),
        Long.toString(count.calls()));
  }

  private void warnOfRejected(RowCounts batch, List<RejectedRecord> samples) {
    if (batch.rejectedRecords() == 0) {
      return;
    }
    err.printf("rejected %,d records: %s%n", batch.rejectedRecords(), byReason(batch.rejected()));
    samples.stream()
        .limit(TotalsToSinks.REJECTED_SHOWN)
        .forEach(
            record ->
                err.printf(
                    "  %s partition %d offset %d: %s: %s%n",
                    topic,
                    record.partition(),
                    record.offset(),
                    record.reason().code(),
                    new String(record.value(), StandardCharsets.UTF_8)));
  }

  /** Says once what late calls are; then only how many. */
  private void warnOfLate(long batchId, RowCounts batch, RowCounts totals) {
    err.printf(
        "LATE: %,d %s of batch %d came after their window had closed; %,d so far.%n",
        batch.late(),
        rules.windowsPerCall() == 1 ? "calls" : "calls (once a window)",
        batchId,
        totals.late());
    if (batch.late() == totals.late()) {
      err.printf(
          "      They are kept apart as late, not counted (--late-file writes them). If the topic is not in event-time"
              + " order,%n      publish it with 'bin/producer --order event-time'; if it is, calls come later than"
              + " --watermark (%s) allows: raise it.%n",
          Durations.format(rules.watermark()));
    }
  }

  public static String byReason(Map<RejectionReason, Long> rejected) {
    return rejected.entrySet().stream()
        .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey().code()))
        .collect(Collectors.joining(", "));
  }
}
