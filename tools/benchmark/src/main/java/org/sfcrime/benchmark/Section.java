package org.sfcrime.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A table of the result: several subjects, run in turn, the first of which is ours. */
final class Section {
  private final String name;
  private final String title;
  private final List<Metric> metrics;
  private final List<Run> runs = new ArrayList<>();

  /**
   * One run.
   *
   * @param subject what ran
   * @param values by the metric's name; a run need not have all
   * @param exact what was checked and how it came out: {@code exact}, or what differs
   */
  record Run(String subject, Map<String, Double> values, String exact) {
    Run {
      values = new TreeMap<>(values);
    }

    String toText(List<Metric> metrics) {
      StringBuilder text = new StringBuilder(subject);
      for (Metric metric : metrics) {
        Double value = values.get(metric.name());
        if (value != null) {
          text.append(", ").append(metric.name()).append(' ');
          text.append(Markdown.number(value, metric.decimals()));
        }
      }
      return text.append(exact.isEmpty() ? "" : ", " + exact).toString();
    }
  }

  Section(String name, String title, List<Metric> metrics) {
    this.name = name;
    this.title = title;
    this.metrics = List.copyOf(metrics);
  }

  void add(Run run) {
    runs.add(run);
  }

  String name() {
    return name;
  }

  String title() {
    return title;
  }

  List<Metric> metrics() {
    return metrics;
  }

  List<Run> runs() {
    return List.copyOf(runs);
  }

  /** In the order in which they first ran. */
  List<String> subjects() {
    return runs.stream().map(Run::subject).distinct().toList();
  }

  /** None if no run of the subject has a value. */
  Optional<Statistics> statistics(String subject, Metric metric) {
    List<Double> values =
        runs.stream()
            .filter(run -> run.subject().equals(subject))
            .map(run -> run.values().get(metric.name()))
            .filter(value -> value != null)
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Statistics.of(values));
  }

  /** How many times better the first subject is; none for itself. */
  Optional<Double> advantage(String subject, Metric metric) {
    String first = subjects().get(0);
    if (metric.better() == Metric.Better.NEITHER || subject.equals(first)) {
      return Optional.empty();
    }
    return statistics(first, metric)
        .flatMap(ours -> statistics(subject, metric).map(theirs -> metric.advantage(ours, theirs)));
  }

  /** What the checks of the subject's runs say, each once. */
  String exact(String subject) {
    return String.join(
        "; ",
        runs.stream()
            .filter(run -> run.subject().equals(subject))
            .map(Run::exact)
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList());
  }
}
