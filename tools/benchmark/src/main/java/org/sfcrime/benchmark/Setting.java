package org.sfcrime.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value of a property that the job is run with.
 *
 * @param property as a user writes it
 * @param value likewise
 * @param kind where it is written
 * @param inert whether Structured Streaming is known not to look at it
 */
record Setting(String property, String value, Kind kind, boolean inert) {
  /** Where a setting goes on the command line. */
  enum Kind {
    SPARK,
    MASTER,
    DRIVER_MEMORY,
    FLAG,
    CLIENT
  }

  static Setting spark(String property, String value) {
    return new Setting(property, value, Kind.SPARK, false);
  }

  static Setting inert(String property, String value) {
    return new Setting(property, value, Kind.SPARK, true);
  }

  static Setting master(String value) {
    return new Setting("--master", value, Kind.MASTER, false);
  }

  static Setting driverMemory(String value) {
    return new Setting("--driver-memory", value, Kind.DRIVER_MEMORY, false);
  }

  static Setting flag(String name, String value) {
    return new Setting(name, value, Kind.FLAG, false);
  }

  static Setting client(String property, String value) {
    return new Setting("--command-property " + property, value, Kind.CLIENT, false);
  }

  String toText() {
    return switch (kind) {
      case FLAG, MASTER, DRIVER_MEMORY -> property + " " + value;
      case SPARK, CLIENT -> property + "=" + value;
    };
  }

  /** The command line of the job with these settings, which are given after the defaults. */
  static JobRuns.Setup setup(List<Setting> settings) {
    List<String> spark = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (Setting setting : settings) {
      switch (setting.kind()) {
        case SPARK -> spark.addAll(List.of("--conf", setting.toText()));
        case MASTER, DRIVER_MEMORY -> spark.addAll(List.of(setting.property(), setting.value()));
        case FLAG -> flags.addAll(List.of(setting.property(), setting.value()));
        case CLIENT -> {
          String name = setting.property().substring("--command-property ".length());
          flags.addAll(List.of("--command-property", name + "=" + setting.value()));
        }
      }
    }
    return new JobRuns.Setup(spark, flags, Map.of());
  }
}
