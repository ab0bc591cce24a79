package org.sfcrime.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The recommended settings with some others in their place, and what its runs gave.
 *
 * @param settings that differ, none for the recommended ones themselves
 * @param calls of the backlog
 * @param rates of each run, rows a second
 * @param p50 of each run, milliseconds a batch
 * @param p95 likewise
 */
record Variant(
    String name,
    List<Setting> settings,
    long calls,
    List<Double> rates,
    List<Double> p50,
    List<Double> p95) {
  static Variant of(String name, List<Setting> settings, long calls) {
    return new Variant(
        name, settings, calls, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  static Variant of(Setting setting, long calls) {
    return of(setting.toText(), List.of(setting), calls);
  }

  /** Adds a run; of one that has too few batches for a steady part, the whole of it. */
  void add(Batches batches) {
    Batches steady = batches.steady().all().isEmpty() ? batches : batches.steady();
    steady.rowsPerSecond().ifPresent(rates::add);
    steady.millis(50).ifPresent(p50::add);
    steady.millis(95).ifPresent(p95::add);
  }

  Statistics rate() {
    return Statistics.of(rates);
  }

  /** In the place of the base's settings with the same property; the others stay. */
  List<Setting> over(Collection<Setting> base) {
    Map<String, Setting> all = new LinkedHashMap<>();
    base.forEach(setting -> all.put(setting.property(), setting));
    settings.forEach(setting -> all.put(setting.property(), setting));
    return List.copyOf(all.values());
  }

  boolean isInert() {
    return !settings.isEmpty() && settings.stream().allMatch(Setting::inert);
  }

  String properties() {
    return settings.stream().map(Setting::property).collect(Collectors.joining(" and "));
  }
}
