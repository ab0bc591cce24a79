package org.sfcrime.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The runs of several subjects in turn; the first subject is this project's program.
 *
 * @param name a key for bench.json
 * @param runs in the order of their execution; {@link #add} appends
 */
public record ResultTable(String name, String title, List<ResultColumn> columns, List<Run> runs) {
  /** The result of a check that found no difference. */
  public static final String EXACT = "exact";

  /** The result of the latency check: a call in no count would end the measurement. */
  public static final String ALL_COUNTED = "every call is in a count";

  /**
   * A run.
   *
   * @param subject the program or configuration
   * @param values by column name; a run may lack some
   * @param checked {@link #EXACT}, {@link #ALL_COUNTED}, a description of the difference, or empty
   *     if nothing was checked
   */
  public record Run(String subject, Map<String, Double> values, String checked) {
    public Run {
      values = new TreeMap<>(values);
    }

    String toText(List<ResultColumn> columns) {
      StringBuilder text = new StringBuilder(subject);
      for (ResultColumn column : columns) {
        Double value = values.get(column.name());
        if (value != null) {
          String number = Markdown.number(value, column.decimals());
          text.append(", ").append(column.name()).append(' ').append(number);
        }
      }
      return text + (checked.isEmpty() ? "" : ", " + checked);
    }
  }

  public ResultTable(String name, String title, List<ResultColumn> columns) {
    this(name, title, columns, new ArrayList<>());
  }

  /** Appends a run, and returns the line that reports it. */
  public String add(Run run) {
    runs.add(run);
    return title + ", " + run.toText(columns);
  }

  /** The subjects in the order of their first runs. */
  List<String> subjects() {
    return runs.stream().map(Run::subject).distinct().toList();
  }

  Stream<Run> runsOf(String subject) {
    return runs.stream().filter(run -> run.subject().equals(subject));
  }

  /** Empty if no run of the subject has a value. */
  Optional<Statistics> statistics(String subject, ResultColumn column) {
    List<Double> values =
        runsOf(subject).map(run -> run.values().get(column.name())).filter(v -> v != null).toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Statistics.of(values));
  }

  /** The advantage of the first subject over another; empty for the first subject itself. */
  Optional<Double> advantage(String subject, ResultColumn column) {
    String first = subjects().get(0);
    return subject.equals(first)
        ? Optional.empty()
        : statistics(first, column)
            .flatMap(
                ours -> statistics(subject, column).map(theirs -> column.advantage(ours, theirs)));
  }

  /** The distinct check results of a subject's runs. */
  String checked(String subject) {
    return String.join(
        "; ", runsOf(subject).map(Run::checked).filter(c -> !c.isEmpty()).distinct().toList());
  }

  /** Whether no check of the first subject failed: the from_json job is known to lose calls. */
  public boolean isExact() {
    return List.of("", EXACT, ALL_COUNTED).contains(checked(subjects().get(0)));
  }
}
