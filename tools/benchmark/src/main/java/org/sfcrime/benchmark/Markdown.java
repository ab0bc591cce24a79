package org.sfcrime.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sections as tables of Markdown. */
final class Markdown {
  static final String NONE = "–";

  private Markdown() {}

  static String page(String title, Machine machine, List<Section> sections) {
    StringBuilder text = new StringBuilder("# " + title + "\n\n" + machine.toText() + "\n");
    for (Section section : sections) {
      text.append("\n## ").append(section.title()).append("\n\n").append(table(section));
    }
    return text.toString();
  }

  /** Medians; behind them, where there are several runs, half of what they lie apart. */
  static String table(Section section) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("what ran"));
    for (Metric metric : section.metrics()) {
      head.add(metric.name());
      if (metric.better() != Metric.Better.NEITHER && section.subjects().size() > 1) {
        head.add("ours is");
      }
    }
    head.addAll(List.of("runs", "checked"));
    rows.add(head);
    for (String subject : section.subjects()) {
      List<String> row = new ArrayList<>(List.of(subject));
      long runs = section.runs().stream().filter(run -> run.subject().equals(subject)).count();
      for (Metric metric : section.metrics()) {
        row.add(value(section.statistics(subject, metric), metric.decimals()));
        if (metric.better() != Metric.Better.NEITHER && section.subjects().size() > 1) {
          row.add(times(section.advantage(subject, metric)));
        }
      }
      row.add(Long.toString(runs));
      row.add(section.exact(subject).isEmpty() ? NONE : section.exact(subject));
      rows.add(row);
    }
    return table(rows);
  }

  /** The first row is the head; all columns but the first and the last are numbers. */
  static String table(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(rows.get(i).stream().collect(Collectors.joining(" | ", "| ", " |\n")));
      if (i == 0) {
        int numbers = rows.get(0).size() - 2;
        text.append("| --- | ").append("---: | ".repeat(numbers)).append("--- |\n");
      }
    }
    return text.toString();
  }

  static String value(Optional<Statistics> statistics, int decimals) {
    return statistics
        .map(
            found ->
                number(found.median(), decimals)
                    + (found.runs() > 1
                        ? " ± %d %%".formatted(Math.round(100 * found.spread()))
                        : ""))
        .orElse(NONE);
  }

  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  static String times(Optional<Double> ratio) {
    return ratio.map(times -> number(times, times < 10 ? 2 : 0) + " ×").orElse(NONE);
  }
}
