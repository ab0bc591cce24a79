package org.sfcrime.benchmark.tuning;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings to compare.
 *
 * @param recommended the recommended settings
 * @param base the settings that every variant starts from
 * @param single variants with one other setting
 * @param batchSizes variants by rows a batch, ascending
 * @param classic common initial configurations
 */
public record SettingsSweep(
    SettingsVariant recommended,
    List<JobSetting> base,
    List<SettingsVariant> single,
    List<SettingsVariant> batchSizes,
    List<SettingsVariant> classic) {
  private static final String OFFSETS = "--max-offsets-per-trigger";

  /** The number of batches that a backlog of small batches needs. */
  private static final long BATCHES = 15;

  private static final List<JobSetting> SINGLE =
      List.of(
          JobSetting.spark("spark.sql.shuffle.partitions", "1"),
          JobSetting.spark("spark.sql.shuffle.partitions", "15"),
          JobSetting.spark("spark.sql.shuffle.partitions", "200"),
          JobSetting.flag("--min-partitions", "2"),
          JobSetting.flag("--min-partitions", "16"),
          JobSetting.flag("--trigger", "0 seconds"),
          JobSetting.flag("--trigger", "2 seconds"),
          JobSetting.spark(
              "spark.sql.streaming.stateStore.providerClass",
              "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider"),
          JobSetting.client("max.poll.records", "500"),
          JobSetting.client("max.poll.records", "10000"),
          JobSetting.client("max.partition.fetch.bytes", "1048576"),
          JobSetting.client("max.partition.fetch.bytes", "8388608"),
          JobSetting.client("fetch.max.bytes", "1048576"),
          JobSetting.sparkFlag("--master", "local[1]"),
          JobSetting.sparkFlag("--master", "local[4]"),
          JobSetting.spark("spark.shuffle.compress", "false"),
          JobSetting.spark("spark.sql.codegen.wholeStage", "false"),
          JobSetting.sparkFlag("--driver-memory", "1g"),
          JobSetting.sparkFlag("--driver-memory", "4g"),
          JobSetting.unused("spark.default.parallelism", "10"),
          JobSetting.unused("spark.default.parallelism", "200"),
          JobSetting.unused("spark.streaming.kafka.maxRatePerPartition", "10"),
          JobSetting.unused("spark.streaming.backpressure.enabled", "true"));

  /**
   * The slowest value of a property.
   *
   * @param loss the recommended rate divided by this value's rate
   */
  record Effect(String property, SettingsVariant worst, double loss) {}

  /**
   * Creates the variants.
   *
   * @param parts substrings of the single settings to keep; empty keeps all
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
        initialSettings());
  }

  private static JobSetting offsets(long rows) {
    return JobSetting.flag(OFFSETS, Long.toString(rows));
  }

  private static List<SettingsVariant> initialSettings() {
    return List.of(
        new SettingsVariant(
            "the classic: parallelism 10, 15 shuffle partitions, 200 offsets a trigger",
            200 * BATCHES,
            List.of(
                JobSetting.spark("spark.default.parallelism", "10"),
                JobSetting.spark("spark.sql.shuffle.partitions", "15"),
                offsets(200))),
        new SettingsVariant(
            "Spark's default of 200 shuffle partitions, 200 offsets a trigger",
            200 * BATCHES,
            List.of(JobSetting.spark("spark.sql.shuffle.partitions", "200"), offsets(200))));
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
    Map<String, Effect> worst = new LinkedHashMap<>();
    Stream.concat(single.stream(), batchSizes.stream())
        .filter(variant -> !variant.isUnused() && differs(variant))
        .forEach(
            variant -> {
              String property = variant.settings().get(0).property();
              double loss = recommended.rate().ratioTo(variant.rate());
              worst.merge(
                  property,
                  new Effect(property, variant, loss),
                  (one, other) -> one.loss >= other.loss ? one : other);
            });
    return worst.values().stream()
        .filter(effect -> effect.loss > 1)
        .sorted(Comparator.comparingDouble(Effect::loss).reversed())
        .toList();
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
