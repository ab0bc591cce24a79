package org.sfcrime.streaming.console;

import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.streaming.count.BatchSummary;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.kafka.TopicOffsets;
import org.sfcrime.streaming.monitor.ProgressListener;

/**
 * Draws the newest state of the job in place: the display of a terminal.
 *
 * <p>What a batch counted is kept until its progress comes, which is told after the commit and
 * outside of the batch: no batch waits for the terminal, unless it has something to warn of.
 */
final class LiveConsole implements Display {
  private final LiveScreen screen;
  private final LiveView view;
  private final PlainConsole plain;
  private final PrintStream log;
  private final TypeTotals types = new TypeTotals();
  private final Deque<Double> rates = new ArrayDeque<>();
  private List<Count> counts = List.of();
  private LiveView.Batch last;

  /**
   * Makes the display.
   *
   * @param screen to draw on
   * @param view what is drawn
   * @param plain prints the warnings
   * @param log where the progress lines go as well, or null: they would only repeat the screen
   */
  LiveConsole(LiveScreen screen, LiveView view, PlainConsole plain, PrintStream log) {
    this.screen = screen;
    this.view = view;
    this.plain = plain;
    this.log = log;
  }

  @Override
  public int top() {
    return plain.top();
  }

  @Override
  public boolean takesTypes() {
    return top() > 0;
  }

  @Override
  public void show(long batchId, BatchSummary summary) {
    synchronized (this) {
      types.add(summary.types());
      if (!summary.first().isEmpty()) {
        counts = summary.first().stream().limit(top()).toList();
      }
    }
    plain.warn(batchId, summary);
  }

  @Override
  public void progress(StreamingQueryProgress progress, BucketReport report) {
    if (log != null) {
      log.println(ProgressListener.line(progress, report));
    }
    synchronized (this) {
      last =
          new LiveView.Batch(
              progress.batchId(),
              LocalTime.ofInstant(Instant.parse(progress.timestamp()), ZoneId.systemDefault())
                  .truncatedTo(ChronoUnit.SECONDS),
              progress.numInputRows(),
              progress.durationMs().getOrDefault("triggerExecution", 0L),
              TopicOffsets.of(progress, plain.topic()).lag().values().stream()
                  .mapToLong(lag -> lag)
                  .sum(),
              report);
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
      if (rates.size() > LiveView.RATES) {
        rates.removeFirst();
      }
    }
    redraw();
  }

  /** Draws the same again, for a terminal that has another size now. */
  void redraw() {
    LiveView.State state;
    synchronized (this) {
      if (last == null) {
        return;
      }
      state =
          new LiveView.State(
              last, List.copyOf(rates), types.first(LiveView.TYPES), types.calls(), counts);
    }
    screen.draw(view.lines(state, screen.size()));
  }

  /** How fast the rows come; of the first batch Spark knows only how fast it was. */
  private static double rate(StreamingQueryProgress progress) {
    double arriving = ProgressListener.finite(progress.inputRowsPerSecond());
    return arriving > 0 ? arriving : ProgressListener.finite(progress.processedRowsPerSecond());
  }
}
