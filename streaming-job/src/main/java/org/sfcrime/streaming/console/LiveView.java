package org.sfcrime.streaming.console;

import java.nio.charset.Charset;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.monitor.ProgressListener;

/**
 * What is drawn, as lines: a batch's progress, the most frequent crime types, the newest counts.
 *
 * @param rules what the windows are
 * @param marks what bars are drawn with
 */
record LiveView(CountRules rules, Marks marks) {
  static final int TYPES = 10;

  /** Rates kept, more than a terminal is wide. */
  static final int RATES = 500;

  /** Lines that are left to what is said above: warnings, Spark's log. */
  static final int MESSAGES = 2;

  private static final int NAME_WIDTH = 30;
  private static final int CALLS_WIDTH = 12;
  private static final int SHARE_WIDTH = 9;
  private static final int RATES_TEXT = "rows/s  1,000,000, highest 1,000,000".length();

  /**
   * What a character can say of a value.
   *
   * @param levels from the lowest to the highest
   * @param full a piece of a bar
   * @param more stands where something was cut off
   */
  record Marks(String levels, String full, String more) {
    static final Marks BLOCKS = new Marks("▁▂▃▄▅▆▇█", "█", "…");

    /** For terminals that have no other characters. */
    static final Marks ASCII = new Marks("_.:-=+*#", "#", "~");

    static Marks of(Charset charset) {
      return charset.newEncoder().canEncode(BLOCKS.levels + BLOCKS.more) ? BLOCKS : ASCII;
    }
  }

  /**
   * The state of the job.
   *
   * @param batch the last one's progress
   * @param rates records a second of the last batches, the newest last
   * @param types the most frequent ones
   * @param calls of all types since the start
   * @param counts the newest
   */
  record State(
      Batch batch,
      List<Double> rates,
      List<TypeTotals.Type> types,
      long calls,
      List<Count> counts) {}

  /**
   * A batch's progress.
   *
   * @param time when it began
   * @param rows that it read
   * @param lag records that it left for the next ones
   */
  record Batch(long id, LocalTime time, long rows, long millis, long lag, BucketReport report) {}

  /**
   * The lines, no wider than the terminal and few enough for the cursor and some messages beside
   * them.
   */
  List<String> lines(State state, Terminal.Size size) {
    int most = Math.max(1, size.lines() - MESSAGES - 1);
    List<String> lines = new ArrayList<>();
    lines.add(batch(state.batch()));
    lines.add(rates(state.rates(), size.columns()));
    lines.add(ProgressListener.identity(state.batch().report().totals()));
    lines.add(watermark(state.batch().report()));
    if (!state.types().isEmpty()) {
      lines.add("");
      lines.addAll(types(state, size.columns()));
    }
    int left = most - lines.size() - 2;
    if (!state.counts().isEmpty() && left > 0) {
      lines.add("");
      List<Count> counts = state.counts().stream().limit(left).toList();
      lines.addAll(new LiveTable(rules, marks.more()).lines(counts, size.columns()));
    }
    return lines.stream()
        .limit(most)
        .map(line -> TextTable.cut(line, size.columns(), marks.more()))
        .toList();
  }

  private static String batch(Batch batch) {
    return String.format(
        Locale.ROOT,
        "batch %,d at %tT: %,d rows in %.2f s, lag %,d",
        batch.id(),
        batch.time(),
        batch.rows(),
        batch.millis() / 1000.0,
        batch.lag());
  }

  private static String watermark(BucketReport report) {
    return String.format(
        Locale.ROOT,
        "watermark %s, open windows %,d",
        ProgressListener.watermark(report),
        report.openWindows());
  }

  /** The newest rates, as many as there is room for. */
  private String rates(List<Double> all, int columns) {
    int room = Math.max(1, columns - RATES_TEXT);
    List<Double> rates = all.subList(Math.max(0, all.size() - room), all.size());
    double highest = rates.stream().mapToDouble(rate -> rate).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "rows/s %s %,.0f, highest %,.0f",
        sparkline(rates, highest),
        rates.get(rates.size() - 1),
        highest);
  }

  private String sparkline(List<Double> rates, double highest) {
    int top = marks.levels().length() - 1;
    return rates.stream()
        .map(rate -> highest > 0 ? (int) Math.round(rate / highest * top) : 0)
        .map(level -> marks.levels().substring(level, level + 1))
        .collect(Collectors.joining());
  }

  /** A bar each, as long as its share of the longest. */
  private List<String> types(State state, int columns) {
    int name = Math.min(NAME_WIDTH, Math.max(1, (columns - CALLS_WIDTH - SHARE_WIDTH) / 2));
    int bar = Math.max(0, columns - name - CALLS_WIDTH - SHARE_WIDTH - 1);
    String format = "%s %-" + Math.max(1, bar) + "s%" + CALLS_WIDTH + "s%" + SHARE_WIDTH + "s";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(Locale.ROOT, format, padded("since the start", name), "", "calls", "share"));
    long most = state.types().get(0).calls();
    for (TypeTotals.Type type : state.types()) {
      lines.add(
          String.format(
              Locale.ROOT,
              format,
              padded(type.name(), name),
              marks.full().repeat((int) (bar * type.calls() / most)),
              String.format(Locale.ROOT, "%,d", type.calls()),
              String.format(Locale.ROOT, "%.1f %%", 100.0 * type.calls() / state.calls())));
    }
    return lines;
  }

  private String padded(String text, int width) {
    return TextTable.padded(TextTable.cut(TextTable.aligned(text), width, marks.more()), width);
  }
}
