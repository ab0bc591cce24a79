package org.sfcrime.streaming.console;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.commandline.Terminal;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.kafka.TopicOffsets;

/**
 * Formats the state of the job as lines of text: the last batch, the most frequent crime types, the
 * newest counts.
 */
record LiveText(CountRules rules, Marks marks) {
  /** Crime types shown. */
  static final int TYPES = 10;

  /** Rates kept: more than a terminal has columns. */
  static final int RATES = 500;

  /** Lines left free above for warnings and Spark's log. */
  static final int MESSAGES = 2;

  private static final int RATES_TEXT = "rows/s  1,000,000, highest 1,000,000".length();

  /**
   * The state of the job.
   *
   * @param batch {@link #batch} of the last batch
   * @param rates the records per second of each batch, the newest last
   */
  record State(
      String batch,
      BucketReport report,
      List<Double> rates,
      TypeTotals types,
      List<CountRecord> counts) {}

  /** Returns lines no wider than the terminal, which leave room for the cursor and messages. */
  List<String> lines(State state, Terminal.Size size) {
    int most = Math.max(1, size.lines() - MESSAGES - 1);
    List<String> lines = new ArrayList<>();
    lines.add(state.batch());
    lines.add(rates(state.rates(), size.columns()));
    lines.add(BatchText.identity(state.report().totals()));
    lines.add(watermark(state.report()));
    List<TypeTotals.Type> types = state.types().first(TYPES);
    if (!types.isEmpty()) {
      lines.add("");
      lines.addAll(new LiveBars(marks).lines(types, state.types().calls(), size.columns()));
    }
    int left = most - lines.size() - 2;
    if (!state.counts().isEmpty() && left > 0) {
      lines.add("");
      List<CountRecord> counts = state.counts().stream().limit(left).toList();
      lines.addAll(new LiveTable(rules, marks.more()).lines(counts, size.columns()));
    }
    return lines.stream()
        .limit(most)
        .map(line -> TextTable.cut(line, size.columns(), marks.more()))
        .toList();
  }

  /** The line of a batch: when it started, the records it read, and those left in the topic. */
  static String batch(StreamingQueryProgress progress, String topic) {
    return BatchText.text(
        "batch %,d at %tT: %,d rows in %.2f s, lag %,d",
        progress.batchId(),
        Instant.parse(progress.timestamp()).atZone(ZoneId.systemDefault()),
        progress.numInputRows(),
        progress.durationMs().getOrDefault("triggerExecution", 0L) / 1000.0,
        TopicOffsets.of(progress, topic).lag().values().stream().mapToLong(left -> left).sum());
  }

  private static String watermark(BucketReport report) {
    return BatchText.text(
        "watermark %s, open windows %,d", BatchText.watermark(report), report.openWindows());
  }

  /** A bar for each of the newest rates, as many as fit. */
  private String rates(List<Double> all, int columns) {
    int room = Math.max(1, columns - RATES_TEXT);
    List<Double> rates = all.subList(Math.max(0, all.size() - room), all.size());
    double highest = rates.stream().mapToDouble(rate -> rate).max().orElse(0);
    String bars =
        rates.stream().map(rate -> marks.level(rate, highest)).collect(Collectors.joining());
    return BatchText.text(
        "rows/s %s %,.0f, highest %,.0f", bars, rates.get(rates.size() - 1), highest);
  }
}
