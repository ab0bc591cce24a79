package org.sfcrime.benchmark.tuning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sfcrime.benchmark.report.Machine;
import org.sfcrime.benchmark.report.Markdown;
import org.sfcrime.benchmark.report.Statistics;
import org.sfcrime.benchmark.run.BatchTimes;

/** The page docs/tuning.md, with the command line that creates it. */
public record TuningPage(
    String command, Machine machine, SettingsSweep sweep, List<SettingsVariant> strongestTwo) {
  private static final int EFFECTS_SHOWN = 3;

  private static final String TEXT =
      """
      # Tuning the streaming job

      `%s` generates this page. Each run starts the job with a new checkpoint on the same backlog in a topic of
      4 partitions; the job counts into a Kafka topic. The first fifth of the rows is warm-up and does not count.
      The settings run in turn, every second round backwards. The tables show the median of the runs'
      processedRowsPerSecond (rows of the steady batches divided by their time) and, after ±, half the range of
      the runs; then the medians of the batch duration's p50 and p95.

      %s
      ## 1. How do changes to SparkSession properties affect throughput and latency?

      Each batch has a fixed cost. So throughput grows with the rows of a batch, and so does the duration of a batch,
      which is the minimum latency. The recommended settings process %s rows/s; the classic settings, with 200 rows a
      batch, %s. Of the %d values below that Structured Streaming uses, %d have no effect; of %d values of settings
      that it does not use, %d have none.

      ![Throughput against batch size](img/tuning-throughput.svg)

      ![Latency against throughput](img/tuning-latency.svg)

      ### The size of a batch

      %s
      ### One setting at a time, the others as recommended

      "no effect": the ranges of the runs overlap, or the medians differ by less than %d %%.

      %s
      ### Common initial settings

      %s
      ## 2. Which property/value pairs are the most efficient, and how can one tell?

      %s
      """;

  /** Writes tuning.md and the charts in img/. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("img"));
    Files.writeString(folder.resolve("tuning.md"), toMarkdown());
    List<SettingsVariant> variants = new ArrayList<>(sweep.batchSizes());
    variants.add(sweep.recommended());
    TuningCharts.write(
        variants.stream().map(variant -> TuningCharts.Point.of(variant, sweep.base())).toList(),
        folder.resolve("img"));
  }

  String toMarkdown() {
    return TEXT.formatted(
        command,
        machine.toText(),
        rows(sweep.recommended()),
        rows(sweep.classic().get(0)),
        count(variant -> !variant.isUnused()),
        count(variant -> !variant.isUnused() && !sweep.differs(variant)),
        count(SettingsVariant::isUnused),
        count(variant -> variant.isUnused() && !sweep.differs(variant)),
        table(sweep.batchSizes()),
        Math.round(100 * Statistics.NO_EFFECT),
        table(sweep.single()),
        table(sweep.classic()),
        strongest());
  }

  private long count(Predicate<SettingsVariant> which) {
    return sweep.single().stream().filter(which).count();
  }

  private String strongest() {
    List<SettingsSweep.Effect> effects = sweep.effects();
    if (effects.isEmpty()) {
      return "No value has an effect above the noise of this run.\n";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("property", "recommended is faster", "than with"));
    for (SettingsSweep.Effect effect : effects.stream().limit(EFFECTS_SHOWN).toList()) {
      String worst = "`" + effect.worst().name() + "`";
      rows.add(List.of("`" + effect.property() + "`", Markdown.times(effect.loss()), worst));
    }
    String text =
        "Replace one recommended value, and compare. The largest losses, by the worst value of each property:\n\n"
            + Markdown.table(rows);
    if (strongestTwo.isEmpty()) {
      return text;
    }
    String calls = Markdown.number((double) strongestTwo.get(0).calls(), 0);
    return text
        + "\nThe worst values of the two strongest properties, alone and together, on a backlog of %s calls:\n\n"
            .formatted(calls)
        + table(strongestTwo);
  }

  private String table(List<SettingsVariant> variants) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("setting", "rows/s", "of recommended", "batch ms p50", "p95", "runs", "effect"));
    rows.add(row(sweep.recommended(), ""));
    variants.forEach(variant -> rows.add(row(variant, effect(variant))));
    return Markdown.table(rows);
  }

  private List<String> row(SettingsVariant variant, String effect) {
    double share = variant.rate().ratioTo(sweep.recommended().rate());
    String name = variant.name();
    return List.of(
        variant.settings().size() == 1 ? "`" + name + "`" : name,
        Markdown.value(variant.rate(), 0),
        Markdown.number(100 * share, share < 0.1 ? 2 : 0) + " %",
        Markdown.number(variant.statistics(BatchTimes.P50).median(), 0),
        Markdown.number(variant.statistics(BatchTimes.P95).median(), 0),
        Integer.toString(variant.runs().size()),
        effect);
  }

  private String effect(SettingsVariant variant) {
    if (!sweep.differs(variant)) {
      return variant.isUnused() ? "no effect: not used" : "no effect";
    }
    return variant.rate().ratioTo(sweep.recommended().rate()) > 1 ? "faster" : "slower";
  }

  private static String rows(SettingsVariant variant) {
    return Markdown.number(variant.rate().median(), 0);
  }
}
