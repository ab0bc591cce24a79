package org.sfcrime.streaming.console;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.commandline.Program;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.query.BatchSummary;

/**
 * Draws the newest state of the job in place on a terminal.
 *
 * <p>The counts of a batch are drawn with its progress, which Spark reports after the commit, on
 * another thread: a batch waits for the terminal only to print a warning.
 */
final class LiveConsole implements BatchDisplay {
  private final LiveScreen screen;
  private final LiveText text;
  private final PlainConsole plain;
  private final PrintStream log;
  private final TypeTotals types = new TypeTotals();
  private final Deque<Double> rates = new ArrayDeque<>();
  private List<CountRecord> counts = List.of();
  private String batch;
  private BucketReport report;

  /** The log gets the progress lines too; null if its text appears on the same screen. */
  LiveConsole(LiveScreen screen, LiveText text, PlainConsole plain, PrintStream log) {
    this.screen = screen;
    this.text = text;
    this.plain = plain;
    this.log = log;
  }

  @Override
  public boolean showsTypes() {
    return plain.top() > 0;
  }

  @Override
  public void show(long batchId, BatchSummary summary) {
    Program.requireWritten(plain.out());
    types.add(summary.types());
    synchronized (this) {
      if (!summary.first().isEmpty()) {
        counts = summary.first().stream().limit(plain.top()).toList();
      }
    }
    plain.warn(batchId, summary);
  }

  @Override
  public void progress(StreamingQueryProgress progress, BucketReport report) {
    if (log != null) {
      log.println(BatchText.progress(progress, report));
    }
    synchronized (this) {
      batch = LiveText.batch(progress, plain.topic());
      this.report = report;
    }
    redraw(rate(progress));
  }

  @Override
  public void idle() {
    redraw(0);
  }

  private void redraw(double rate) {
    synchronized (this) {
      rates.addLast(rate);
      if (rates.size() > LiveText.RATES) {
        rates.removeFirst();
      }
    }
    redraw();
  }

  /** Draws the last state again, for a terminal that changed its size. */
  void redraw() {
    LiveText.State state;
    synchronized (this) {
      if (batch == null) {
        return;
      }
      state = new LiveText.State(batch, report, List.copyOf(rates), types, counts);
    }
    screen.draw(text.lines(state, screen.size()));
  }

  /** The arrival rate. For the first batch Spark knows only the processing rate. */
  private static double rate(StreamingQueryProgress progress) {
    double arriving = BatchText.finite(progress.inputRowsPerSecond());
    return arriving > 0 ? arriving : BatchText.finite(progress.processedRowsPerSecond());
  }
}
