package org.sfcrime.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes results as Markdown. */
public final class Markdown {
  private static final String NONE = "–";

  private Markdown() {}

  public static String page(Machine machine, List<ResultTable> tables) {
    StringBuilder text = new StringBuilder("# Benchmark\n\n" + machine.toText() + "\n");
    for (ResultTable table : tables) {
      text.append("\n## ").append(table.title()).append("\n\n").append(table(table));
    }
    return text.toString();
  }

  /** One row for each subject, with medians; the spread follows if there are several runs. */
  static String table(ResultTable table) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("what ran"));
    for (ResultColumn column : table.columns()) {
      head.add(column.name());
      if (hasRatio(table, column)) {
        head.add("ours is");
      }
    }
    head.addAll(List.of("runs", "checked"));
    rows.add(head);
    for (String subject : table.subjects()) {
      List<String> row = new ArrayList<>(List.of(subject));
      for (ResultColumn column : table.columns()) {
        row.add(
            table.statistics(subject, column).map(s -> value(s, column.decimals())).orElse(NONE));
        if (hasRatio(table, column)) {
          row.add(table.advantage(subject, column).map(Markdown::times).orElse(NONE));
        }
      }
      row.add(Long.toString(table.runsOf(subject).count()));
      row.add(table.checked(subject).isEmpty() ? NONE : table.checked(subject));
      rows.add(row);
    }
    return table(rows);
  }

  private static boolean hasRatio(ResultTable table, ResultColumn column) {
    return column.better() != ResultColumn.Better.NEITHER && table.subjects().size() > 1;
  }

  /** The first row is the head; all columns except the first and the last are numbers. */
  public static String table(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      boolean head = text.isEmpty();
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
      if (head) {
        text.append("| --- | ").append("---: | ".repeat(row.size() - 2)).append("--- |\n");
      }
    }
    return text.toString();
  }

  public static String value(Statistics statistics, int decimals) {
    String median = number(statistics.median(), decimals);
    return statistics.runs() == 1
        ? median
        : "%s ± %d %%".formatted(median, Math.round(100 * statistics.spread()));
  }

  public static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  public static String times(double ratio) {
    return number(ratio, ratio < 10 ? 2 : 0) + " ×";
  }
}
