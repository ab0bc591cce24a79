package org.sfcrime.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was run to answer the tuning questions.
 *
 * @param base the settings that all variants begin with
 * @param recommended the base itself
 * @param single one setting other than recommended, each
 * @param batchSizes the recommended settings by rows a batch, in ascending order
 * @param classic the configurations that people start with
 */
record Sweep(
    List<Setting> base,
    Variant recommended,
    List<Variant> single,
    List<Variant> batchSizes,
    List<Variant> classic) {
  private static final String OFFSETS = "--max-offsets-per-trigger";

  /** So many batches suffice for a backlog. */
  private static final long BATCHES = 15;

  /**
   * A property with the values that were tried instead of the recommended one.
   *
   * @param worst of them
   * @param loss how many times faster the recommended value is
   */
  record Effect(String property, Variant worst, double loss) {}

  static Sweep of(long calls, long batch) {
    List<Setting> base = List.of(Setting.flag(OFFSETS, Long.toString(batch)));
    return new Sweep(
        base,
        Variant.of("the recommended settings", List.of(), calls),
        eachAlone(calls),
        bySize(calls, batch),
        commonStarts());
  }

  private static List<Variant> eachAlone(long calls) {
    List<Variant> variants = new ArrayList<>();
    for (Setting setting :
        List.of(
            Setting.spark("spark.sql.shuffle.partitions", "1"),
            Setting.spark("spark.sql.shuffle.partitions", "15"),
            Setting.spark("spark.sql.shuffle.partitions", "200"),
            Setting.flag("--min-partitions", "2"),
            Setting.flag("--min-partitions", "16"),
            Setting.flag("--trigger", "0 seconds"),
            Setting.flag("--trigger", "2 seconds"),
            Setting.spark(
                "spark.sql.streaming.stateStore.providerClass",
                "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider"),
            Setting.client("max.poll.records", "500"),
            Setting.client("max.poll.records", "10000"),
            Setting.client("max.partition.fetch.bytes", "1048576"),
            Setting.client("max.partition.fetch.bytes", "8388608"),
            Setting.client("fetch.max.bytes", "1048576"),
            Setting.master("local[1]"),
            Setting.master("local[4]"),
            Setting.spark("spark.shuffle.compress", "false"),
            Setting.spark("spark.sql.codegen.wholeStage", "false"),
            Setting.driverMemory("1g"),
            Setting.driverMemory("4g"),
            Setting.inert("spark.default.parallelism", "10"),
            Setting.inert("spark.default.parallelism", "200"),
            Setting.inert("spark.streaming.kafka.maxRatePerPartition", "10"),
            Setting.inert("spark.streaming.backpressure.enabled", "true"))) {
      variants.add(Variant.of(setting, calls));
    }
    return variants;
  }

  private static List<Variant> bySize(long calls, long batch) {
    List<Variant> variants = new ArrayList<>();
    for (long size : List.of(200L, 2_000L, 20_000L, 100_000L, 500_000L)) {
      if (size != batch && size * 3 <= calls) {
        long backlog = Math.min(calls, size * BATCHES);
        variants.add(Variant.of(Setting.flag(OFFSETS, Long.toString(size)), backlog));
      }
    }
    return variants;
  }

  private static List<Variant> commonStarts() {
    Setting few = Setting.flag(OFFSETS, "200");
    return List.of(
        Variant.of(
            "the classic: parallelism 10, 15 shuffle partitions, 200 offsets a trigger",
            List.of(
                Setting.spark("spark.default.parallelism", "10"),
                Setting.spark("spark.sql.shuffle.partitions", "15"),
                few),
            200 * BATCHES),
        Variant.of(
            "Spark's default of 200 shuffle partitions, 200 offsets a trigger",
            List.of(Setting.spark("spark.sql.shuffle.partitions", "200"), few),
            200 * BATCHES));
  }

  /** With those of the single settings that have one of the parts in their name; none means all. */
  Sweep only(List<String> parts) {
    List<Variant> chosen =
        single.stream()
            .filter(variant -> parts.isEmpty() || parts.stream().anyMatch(variant.name()::contains))
            .toList();
    return new Sweep(base, recommended, chosen, batchSizes, classic);
  }

  List<Variant> all() {
    List<Variant> all = new ArrayList<>(List.of(recommended));
    all.addAll(single);
    all.addAll(batchSizes);
    all.addAll(classic);
    return all;
  }

  /**
   * The properties by what the worst of the tried values costs, dearest first; those where no value
   * makes a difference are not among them.
   */
  List<Effect> effects() {
    Map<String, Effect> worst = new LinkedHashMap<>();
    List<Variant> tried = new ArrayList<>(single);
    tried.addAll(batchSizes);
    for (Variant variant : tried) {
      if (!variant.isInert() && variant.rate().differsFrom(recommended.rate())) {
        double loss = recommended.rate().ratioTo(variant.rate());
        worst.merge(
            variant.properties(),
            new Effect(variant.properties(), variant, loss),
            (one, other) -> one.loss() >= other.loss() ? one : other);
      }
    }
    return worst.values().stream()
        .filter(effect -> effect.loss() > 1)
        .sorted(Comparator.comparingDouble(Effect::loss).reversed())
        .toList();
  }

  /** Both values of the two strongest properties, each with each but for the recommended pair. */
  List<Variant> grid(long calls) {
    List<Effect> strongest = effects();
    if (strongest.size() < 2) {
      return List.of();
    }
    Variant first = strongest.get(0).worst();
    Variant second = strongest.get(1).worst();
    List<Setting> both = new ArrayList<>(first.settings());
    both.addAll(second.settings());
    long backlog = Math.min(calls, Math.min(first.calls(), second.calls()));
    return List.of(
        Variant.of(first.settings().get(0), backlog),
        Variant.of(second.settings().get(0), backlog),
        Variant.of(
            first.settings().get(0).toText() + ", " + second.settings().get(0).toText(),
            both,
            backlog));
  }
}
