package org.sfcrime.benchmark.tuning;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sfcrime.benchmark.tuning.JobSetting.Kind;

/**
 * The settings to compare.
 *
 * @param base the settings that every variant starts from
 * @param single variants with one other setting
 * @param batchSizes variants by rows per batch, ascending
 * @param classic common initial configurations
 */
public record SettingsSweep(
    SettingsVariant recommended,
    List<JobSetting> base,
    List<SettingsVariant> single,
    List<SettingsVariant> batchSizes,
    List<SettingsVariant> classic) {
  /** The number of batches that a backlog of small batches needs. */
  private static final long BATCHES = 15;

  private static final List<JobSetting> SINGLE =
      Stream.of(
              each(Kind.SPARK, "spark.sql.shuffle.partitions", "1", "15", "200"),
              each(Kind.FLAG, "--min-partitions", "2", "16"),
              each(Kind.FLAG, "--trigger", "0 seconds", "2 seconds"),
              each(
                  Kind.SPARK,
                  "spark.sql.streaming.stateStore.providerClass",
                  "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider"),
              each(Kind.CLIENT, "--command-property max.poll.records", "500", "10000"),
              each(
                  Kind.CLIENT,
                  "--command-property max.partition.fetch.bytes",
                  "1048576",
                  "8388608"),
              each(Kind.CLIENT, "--command-property fetch.max.bytes", "1048576"),
              each(Kind.SPARK_FLAG, "--master", "local[1]", "local[4]"),
              each(Kind.SPARK, "spark.shuffle.compress", "false"),
              each(Kind.SPARK, "spark.sql.codegen.wholeStage", "false"),
              each(Kind.SPARK_FLAG, "--driver-memory", "1g", "4g"),
              each(Kind.UNUSED, "spark.default.parallelism", "10", "200"),
              each(Kind.UNUSED, "spark.streaming.kafka.maxRatePerPartition", "10"),
              each(Kind.UNUSED, "spark.streaming.backpressure.enabled", "true"))
          .flatMap(List::stream)
          .toList();

  private static List<JobSetting> each(Kind kind, String property, String... values) {
    return Stream.of(values).map(value -> new JobSetting(kind, property, value)).toList();
  }

  /** The slowest value of a property; the loss is the recommended rate divided by its rate. */
  record Effect(String property, SettingsVariant worst, double loss) {}

  /**
   * Creates the variants; {@code parts} are substrings of the single settings to keep, or empty.
   */
  public static SettingsSweep of(long calls, long batch, List<String> parts) {
    List<SettingsVariant> batchSizes =
        Stream.of(200L, 2_000L, 20_000L, 100_000L, 500_000L)
            .filter(size -> size != batch && size * 3 <= calls)
            .map(size -> new SettingsVariant(offsets(size), Math.min(calls, size * BATCHES)))
            .toList();
    return new SettingsSweep(
        new SettingsVariant("the recommended settings", calls, List.of()),
        List.of(offsets(batch)),
        SINGLE.stream()
            .map(setting -> new SettingsVariant(setting, calls))
            .filter(one -> parts.isEmpty() || parts.stream().anyMatch(one.name()::contains))
            .toList(),
        batchSizes,
        List.of(
            new SettingsVariant(
                "the classic: parallelism 10, 15 shuffle partitions, 200 offsets a trigger",
                200 * BATCHES,
                List.of(
                    new JobSetting(Kind.SPARK, "spark.default.parallelism", "10"),
                    new JobSetting(Kind.SPARK, "spark.sql.shuffle.partitions", "15"),
                    offsets(200))),
            new SettingsVariant(
                "Spark's default of 200 shuffle partitions, 200 offsets a trigger",
                200 * BATCHES,
                List.of(
                    new JobSetting(Kind.SPARK, "spark.sql.shuffle.partitions", "200"),
                    offsets(200)))));
  }

  private static JobSetting offsets(long rows) {
    return new JobSetting(Kind.FLAG, "--max-offsets-per-trigger", Long.toString(rows));
  }

  List<SettingsVariant> all() {
    return Stream.of(List.of(recommended), single, batchSizes, classic)
        .flatMap(List::stream)
        .toList();
  }

  boolean differs(SettingsVariant variant) {
    return variant.rate().differsFrom(recommended.rate());
  }

  /** The worst value of each property that is slower than recommended, largest loss first. */
  List<Effect> effects() {
    Map<String, Effect> worst =
        Stream.concat(single.stream(), batchSizes.stream())
            .filter(variant -> !variant.isUnused() && differs(variant))
            .map(this::effect)
            .filter(effect -> effect.loss > 1)
            .sorted(Comparator.comparingDouble(Effect::loss).reversed())
            .collect(
                Collectors.toMap(Effect::property, e -> e, (e, less) -> e, LinkedHashMap::new));
    return List.copyOf(worst.values());
  }

  private Effect effect(SettingsVariant variant) {
    double loss = recommended.rate().ratioTo(variant.rate());
    return new Effect(variant.settings().get(0).property(), variant, loss);
  }

  /** The worst values of the two strongest properties, alone and together. */
  List<SettingsVariant> strongestTwo() {
    List<Effect> strongest = effects();
    if (strongest.size() < 2) {
      return List.of();
    }
    JobSetting first = strongest.get(0).worst.settings().get(0);
    JobSetting second = strongest.get(1).worst.settings().get(0);
    long calls = Math.min(strongest.get(0).worst.calls(), strongest.get(1).worst.calls());
    return List.of(
        new SettingsVariant(first, calls),
        new SettingsVariant(second, calls),
        new SettingsVariant(
            first.toText() + ", " + second.toText(), calls, List.of(first, second)));
  }
}
