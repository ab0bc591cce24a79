package org.sfcrime.benchmark.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfcrime.benchmark.run.JobRuns;

/** A setting of the job; {@code property} is the name of the property or flag, as in the table. */
record JobSetting(Kind kind, String property, String value) {
  /** Where a setting goes on the command line. */
  enum Kind {
    /** A property of Spark. */
    SPARK,
    /** A property that Structured Streaming is known to ignore. */
    UNUSED,
    /** A flag of spark-submit. */
    SPARK_FLAG,
    /** A flag of the job. */
    FLAG,
    /** A property of the Kafka client; its name begins with {@code --command-property}. */
    CLIENT
  }

  String toText() {
    return switch (kind) {
      case SPARK_FLAG, FLAG -> property + " " + value;
      case SPARK, UNUSED, CLIENT -> property + "=" + value;
    };
  }

  static JobRuns.Arguments arguments(List<JobSetting> settings) {
    List<String> spark = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (JobSetting setting : settings) {
      switch (setting.kind) {
        case SPARK, UNUSED -> spark.addAll(List.of("--conf", setting.toText()));
        case SPARK_FLAG -> spark.addAll(List.of(setting.property, setting.value));
        case FLAG -> flags.addAll(List.of(setting.property, setting.value));
        case CLIENT -> flags.addAll(List.of(setting.toText().split(" ", 2)));
      }
    }
    return new JobRuns.Arguments(spark, flags, Map.of());
  }
}
