package org.sfcrime.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code docs/tuning.md}: the template is this text, the figures are the run's. */
final class TuningPage {
  private final Machine machine;
  private final Sweep sweep;
  private final List<Variant> grid;
  private final String command;

  TuningPage(Machine machine, Sweep sweep, List<Variant> grid, String command) {
    this.machine = machine;
    this.sweep = sweep;
    this.grid = grid;
    this.command = command;
  }

  String toMarkdown() {
    return """
        # Tuning the streaming job

        Written by `%s`, which measures all of it anew. Each run starts the job with a fresh checkpoint on the same
        backlog in a topic of 4 partitions and counts it into a Kafka topic; the first fifth of the rows is warm-up and
        does not count. Settings take turns, every second round backwards. Given are the median of the runs'
        processedRowsPerSecond (rows of the steady batches over their time) and, behind ±, half of what the runs lie
        apart; then the medians of a batch's duration, p50 and p95.

        %s
        ## 1. How do changes to SparkSession properties affect throughput and latency?

        %s

        ![Throughput against batch size](img/tuning-throughput.svg)

        ![Latency against throughput](img/tuning-latency.svg)

        ### The size of a batch

        %s
        ### One setting at a time, the others as recommended

        "no effect": the ranges of the runs overlap, or the medians differ by less than %d %%.

        %s
        ### What people start with

        %s
        ## 2. Which property/value pairs are the most efficient, and how can one tell?

        %s
        """
        .formatted(
            command,
            machine.toText(),
            firstAnswer(),
            table(sweep.batchSizes()),
            Math.round(100 * Statistics.NO_EFFECT),
            table(sweep.single()),
            table(sweep.classic()),
            secondAnswer());
  }

  private String firstAnswer() {
    Variant slowest = sweep.classic().get(0);
    long inert = sweep.single().stream().filter(Variant::isInert).filter(v -> !differs(v)).count();
    long inertTried = sweep.single().stream().filter(Variant::isInert).count();
    long without =
        sweep.single().stream().filter(v -> !v.isInert()).filter(v -> !differs(v)).count();
    return """
        A batch has a fixed cost, whatever is in it: so throughput grows with the rows of a batch, and a batch's duration,
        which is the least latency, with it. The recommended settings do %s rows/s; the classic ones, with 200 rows a
        batch, %s. Of the %d values below that Structured Streaming looks at, %d make no difference; of %d values of
        settings that it does not look at, %d make none."""
        .formatted(
            rows(sweep.recommended()),
            rows(slowest),
            sweep.single().stream().filter(v -> !v.isInert()).count(),
            without,
            inertTried,
            inert);
  }

  private String secondAnswer() {
    List<Sweep.Effect> effects = sweep.effects();
    if (effects.isEmpty()) {
      return "No value that was tried makes a difference above the noise of this run.\n";
    }
    StringBuilder text =
        new StringBuilder(
            "Take one recommended value away, and see what is lost. The dearest, by the worst value tried:\n\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("property", "recommended is faster", "than with"));
    for (Sweep.Effect effect : effects.subList(0, Math.min(3, effects.size()))) {
      rows.add(
          List.of(
              "`" + effect.property() + "`",
              Markdown.times(Optional.of(effect.loss())),
              "`" + effect.worst().name() + "`"));
    }
    text.append(Markdown.table(rows));
    if (!grid.isEmpty()) {
      text.append(
          "\nThe strongest two together, on a backlog of %s calls: whether one makes up for the other.\n\n"
              .formatted(String.format(Locale.ROOT, "%,d", grid.get(0).calls())));
      text.append(table(grid));
    }
    return text.toString();
  }

  private String table(List<Variant> variants) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("setting", "rows/s", "of recommended", "batch ms p50", "p95", "runs", "effect"));
    rows.add(row(sweep.recommended(), ""));
    for (Variant variant : variants) {
      rows.add(row(variant, effect(variant)));
    }
    return Markdown.table(rows);
  }

  private List<String> row(Variant variant, String effect) {
    double share = variant.rate().ratioTo(sweep.recommended().rate());
    return List.of(
        variant.settings().isEmpty() || variant.settings().size() > 1
            ? variant.name()
            : "`" + variant.name() + "`",
        Markdown.value(Optional.of(variant.rate()), 0),
        Markdown.number(100 * share, share < 0.1 ? 2 : 0) + " %",
        Markdown.number(Statistics.of(variant.p50()).median(), 0),
        Markdown.number(Statistics.of(variant.p95()).median(), 0),
        Integer.toString(variant.rates().size()),
        effect);
  }

  private String effect(Variant variant) {
    if (!differs(variant)) {
      return variant.isInert() ? "no effect: not looked at" : "no effect";
    }
    boolean faster = variant.rate().median() > sweep.recommended().rate().median();
    return faster ? "faster" : "slower";
  }

  private boolean differs(Variant variant) {
    return variant.rate().differsFrom(sweep.recommended().rate());
  }

  private static String rows(Variant variant) {
    return Markdown.number(variant.rate().median(), 0);
  }
}
