package org.sfcrime.benchmark.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.run.JobRuns;

/**
 * A setting of the job.
 *
 * @param property name of the property or flag, as in the table
 * @param unused whether Structured Streaming is known to ignore the property
 */
record JobSetting(String property, String value, Kind kind, boolean unused) {
  private enum Kind {
    SPARK_PROPERTY,
    SPARK_FLAG,
    JOB_FLAG,
    CLIENT_PROPERTY
  }

  static JobSetting spark(String property, String value) {
    return new JobSetting(property, value, Kind.SPARK_PROPERTY, false);
  }

  static JobSetting unused(String property, String value) {
    return new JobSetting(property, value, Kind.SPARK_PROPERTY, true);
  }

  static JobSetting sparkFlag(String name, String value) {
    return new JobSetting(name, value, Kind.SPARK_FLAG, false);
  }

  static JobSetting flag(String name, String value) {
    return new JobSetting(name, value, Kind.JOB_FLAG, false);
  }

  static JobSetting client(String property, String value) {
    return new JobSetting("--command-property " + property, value, Kind.CLIENT_PROPERTY, false);
  }

  String toText() {
    return switch (kind) {
      case SPARK_FLAG, JOB_FLAG -> property + " " + value;
      case SPARK_PROPERTY, CLIENT_PROPERTY -> property + "=" + value;
    };
  }

  static JobRuns.Arguments arguments(List<JobSetting> settings) {
    List<String> spark = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (JobSetting setting : settings) {
      switch (setting.kind) {
        case SPARK_PROPERTY -> spark.addAll(List.of("--conf", setting.toText()));
        case SPARK_FLAG -> spark.addAll(List.of(setting.property, setting.value));
        case JOB_FLAG -> flags.addAll(List.of(setting.property, setting.value));
        case CLIENT_PROPERTY -> flags.addAll(List.of(setting.toText().split(" ", 2)));
      }
    }
    return new JobRuns.Arguments(spark, flags, Map.of());
  }
}
