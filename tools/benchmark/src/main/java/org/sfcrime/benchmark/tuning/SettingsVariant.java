package org.sfcrime.benchmark.tuning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.Statistics;
import org.sfcrime.benchmark.run.BatchTimes;
import org.sfcrime.benchmark.tuning.JobSetting.Kind;

/**
 * Settings that replace recommended ones, and the results of their runs.
 *
 * @param settings empty for the recommended settings
 * @param calls calls of the backlog
 * @param runs the {@link BatchTimes#values} of each run
 */
record SettingsVariant(
    String name, List<JobSetting> settings, long calls, List<Map<String, Double>> runs) {
  SettingsVariant(String name, long calls, List<JobSetting> settings) {
    this(name, settings, calls, new ArrayList<>());
  }

  SettingsVariant(JobSetting setting, long calls) {
    this(setting.toText(), calls, List.of(setting));
  }

  Statistics rate() {
    return statistics(BatchTimes.RATE);
  }

  Statistics statistics(ResultColumn column) {
    return Statistics.of(runs.stream().map(run -> run.get(column.name())).toList());
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
