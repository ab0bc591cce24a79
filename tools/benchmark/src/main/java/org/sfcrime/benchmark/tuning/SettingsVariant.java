package org.sfcrime.benchmark.tuning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.Statistics;
import org.sfcrime.benchmark.run.BatchTimes;
import org.sfcrime.benchmark.tuning.JobSetting.Kind;

/**
 * Settings that replace recommended ones, and the results of their runs.
 *
 * @param settings empty for the recommended settings
 * @param calls calls of the backlog
 * @param rates rows per second of each run
 * @param p50 median batch duration of each run, milliseconds
 * @param p95 95th percentile of each run, milliseconds
 */
record SettingsVariant(
    String name,
    List<JobSetting> settings,
    long calls,
    List<Double> rates,
    List<Double> p50,
    List<Double> p95) {
  SettingsVariant(String name, long calls, List<JobSetting> settings) {
    this(name, settings, calls, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  SettingsVariant(JobSetting setting, long calls) {
    this(setting.toText(), calls, List.of(setting));
  }

  void add(BatchTimes batches) {
    BatchTimes steady = batches.steadyOrAll();
    steady.rowsPerSecond().ifPresent(rates::add);
    steady.millis(50).ifPresent(p50::add);
    steady.millis(95).ifPresent(p95::add);
  }

  Statistics rate() {
    return Statistics.of(rates);
  }

  /** The given settings, with this variant's values for equal properties. */
  List<JobSetting> over(Collection<JobSetting> base) {
    Map<String, JobSetting> all = new LinkedHashMap<>();
    base.forEach(setting -> all.put(setting.property(), setting));
    settings.forEach(setting -> all.put(setting.property(), setting));
    return List.copyOf(all.values());
  }

  boolean isUnused() {
    return !settings.isEmpty()
        && settings.stream().allMatch(setting -> setting.kind() == Kind.UNUSED);
  }
}
