package org.sfcrime.streaming.console;

import java.io.PrintStream;
import java.util.List;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.commandline.Durations;
import org.sfcrime.commandline.Program;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.query.BatchSummary;

/**
 * Prints the counts of each batch as a table on stdout, under the heading of Spark's console sink;
 * warnings and a progress line go to stderr.
 *
 * @param topic the source of the records, named in warnings
 * @param top the number of counts shown for each batch
 */
record PlainConsole(PrintStream out, PrintStream err, String topic, CountRules rules, int top)
    implements BatchDisplay {
  private static final String RULE = "-".repeat(43);

  @Override
  public void show(long batchId, BatchSummary summary) {
    List<CountRecord> counts = summary.first().stream().limit(top).toList();
    if (!counts.isEmpty()) {
      out.printf("%s%nBatch: %d%n%s%n", RULE, batchId, RULE);
      GroupFields columns = rules.columns();
      List<List<String>> rows =
          counts.stream().map(count -> CountsCsv.cells(columns, count)).toList();
      out.println(TextTable.draw(CountsCsv.columns(columns), rows, 1));
      Program.requireWritten(out);
    }
    warn(batchId, summary);
  }

  @Override
  public void progress(StreamingQueryProgress progress, BucketReport report) {
    err.println(BatchText.progress(progress, report));
  }

  /** Reports rejected records and late calls. */
  void warn(long batchId, BatchSummary summary) {
    if (summary.report().batch().rejectedRecords() > 0) {
      warnOfRejected(summary);
    }
    if (summary.report().batch().late() > 0) {
      warnOfLate(batchId, summary.report());
    }
  }

  private void warnOfRejected(BatchSummary summary) {
    RowCounts batch = summary.report().batch();
    err.printf("rejected %,d records: %s%n", batch.rejectedRecords(), BatchText.rejected(batch));
    summary.rejected().stream()
        .limit(BatchSummary.REJECTED_SHOWN)
        .forEach(record -> err.printf("  %s %s%n", topic, record));
  }

  /** Explains late calls the first time; after that, reports only how many there are. */
  private void warnOfLate(long batchId, BucketReport report) {
    long late = report.batch().late();
    long soFar = report.totals().late();
    err.printf(
        "warning: %,d %s of batch %d came after their window had closed; %,d so far.%n",
        late, rules.windowsPerCall() == 1 ? "calls" : "calls (once a window)", batchId, soFar);
    if (late == soFar) {
      err.printf(
          "      Late calls are not counted (--late-file writes them). If the topic is not in event-time order,%n"
              + "      publish it with 'bin/producer --order event-time'; otherwise raise --watermark (%s).%n",
          Durations.format(rules.watermarkDelay()));
    }
  }
}
