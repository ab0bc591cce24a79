package org.sfcrime.streaming.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.console.BatchDisplay;
import org.sfcrime.streaming.console.BatchText;
import org.sfcrime.streaming.count.BucketReport;

/** Passes Spark's progress of each batch to the display, to the monitoring and to a JSON file. */
public final class ProgressListener extends StreamingQueryListener {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final transient BatchDisplay display;
  private final transient Writer file;
  private final transient LongFunction<BucketReport> reports;
  private final transient Monitoring monitoring;
  private final transient CountDownLatch terminated = new CountDownLatch(1);
  private transient volatile IOException failure;

  /** The file may be null. {@code reports} returns null for the id of a batch without a report. */
  public ProgressListener(
      BatchDisplay display,
      Writer file,
      LongFunction<BucketReport> reports,
      Monitoring monitoring) {
    this.display = display;
    this.file = file;
    this.reports = reports;
    this.monitoring = monitoring;
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    // The job itself prints a line at the start.
  }

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress progress = event.progress();
    BucketReport report = reports.apply(progress.batchId());
    if (report == null) {
      return; // Spark reports the previous batch again if there was nothing to read.
    }
    display.progress(progress, report);
    monitoring.batch(report, progress);
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

  /** Waits until every batch is shown: Spark delivers events in order, the end of a query last. */
  public void awaitEnd(Duration limit) throws InterruptedException {
    terminated.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void write(StreamingQueryProgress progress, BucketReport report) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(progress.json());
      ObjectNode counts = Ledger.toJson(report.totals());
      counts.put("watermark", BatchText.watermark(report));
      counts.put("open_windows", report.openWindows());
      counts.put("open_groups", report.openGroups());
      json.set("crimeCounts", counts);
      file.write(json + "\n");
      file.flush();
    } catch (IOException e) {
      failure = e; // Spark would only log an exception.
    }
  }

  /**
   * Checks the JSON file.
   *
   * @throws CommandException if an event could not be written
   */
  public void requireWritten() {
    if (failure != null) {
      throw new CommandException(
          "cannot write the file of --progress-json: " + ExceptionText.of(failure), failure);
    }
  }
}
