package org.sfcrime.streaming.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.streaming.WallClock;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.console.Display;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.count.Watermark;

/**
 * Shows Spark's progress of each batch as a line, with the identity so far, and keeps it as JSON.
 */
public final class ProgressListener extends StreamingQueryListener {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final transient Display display;
  private final transient Writer file;
  private final transient LongFunction<BucketReport> reports;
  private final transient Monitoring watch;
  private final transient CountDownLatch terminated = new CountDownLatch(1);

  /**
   * Makes the listener.
   *
   * @param display shows each batch's progress
   * @param file where JSON lines go, or null
   * @param reports a batch's report by its id, null if it has none
   * @param watch is told of each batch
   */
  public ProgressListener(
      Display display, Writer file, LongFunction<BucketReport> reports, Monitoring watch) {
    this.display = display;
    this.file = file;
    this.reports = reports;
    this.watch = watch;
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    // the job has said what it starts
  }

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress progress = event.progress();
    BucketReport report = reports.apply(progress.batchId());
    if (report == null) {
      return; // nothing to read: Spark repeats the batch before now and then
    }
    display.progress(progress, report);
    watch.batch(report, progress);
    if (file != null) {
      write(progress, report);
    }
  }

  @Override
  public void onQueryIdle(QueryIdleEvent event) {
    display.idle();
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    terminated.countDown();
  }

  /** Waits until every batch has been shown: events come in order, the end last. */
  public void awaitEnd(Duration limit) throws InterruptedException {
    terminated.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A batch's progress, in a line. */
  public static String line(StreamingQueryProgress progress, BucketReport report) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "batch %d: numInputRows %,d, inputRowsPerSecond %,.0f, processedRowsPerSecond %,.0f, durationMs {",
            progress.batchId(),
            progress.numInputRows(),
            finite(progress.inputRowsPerSecond()),
            finite(progress.processedRowsPerSecond())));
    progress.durationMs().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> line.append(entry.getKey()).append(' ').append(entry.getValue()).append(", "));
    line.setLength(line.length() - 2);
    return line.append(
            String.format(
                Locale.ROOT,
                "}, watermark %s, state %,d windows %,d rows; so far ",
                watermark(report),
                report.openWindows(),
                report.openGroups()))
        .append(identity(report.totals()))
        .toString();
  }

  /** What became of the records. */
  public static String identity(RowCounts totals) {
    return String.format(
        Locale.ROOT,
        "read %,d = counted %,d + late %,d%s + rejected %,d, unmatched %,d",
        totals.read(),
        totals.counted(),
        totals.late(),
        duplicates(totals),
        totals.rejectedRecords(),
        totals.unmatched());
  }

  private void write(StreamingQueryProgress progress, BucketReport report) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(progress.json());
      ObjectNode counts = Ledger.toJson(report.totals());
      counts.put("watermark", watermark(report));
      counts.put("open_windows", report.openWindows());
      counts.put("open_groups", report.openGroups());
      json.set("crimeCounts", counts);
      file.write(json + "\n");
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("--progress-json cannot be written", e);
    }
  }

  /** Said where there are some; most runs do not look for them. */
  static String duplicates(RowCounts totals) {
    return totals.duplicates() == 0
        ? ""
        : String.format(Locale.ROOT, " + duplicates %,d", totals.duplicates());
  }

  /** The watermark as text, {@code none} before the first. */
  public static String watermark(BucketReport report) {
    return report.watermark() == Watermark.NO_WATERMARK
        ? "none"
        : WallClock.format(report.watermark());
  }

  public static double finite(double rate) {
    return Double.isFinite(rate) ? rate : 0;
  }
}
