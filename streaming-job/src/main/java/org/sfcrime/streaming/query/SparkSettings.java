package org.sfcrime.streaming.query;

import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.internal.config.ConfigEntry$;

/** The settings that Spark knows. */
public final class SparkSettings {
  private SparkSettings() {}

  /** Returns the names of all settings that Spark has registered so far. */
  public static Set<String> names() {
    return new TreeSet<>(ConfigEntry$.MODULE$.knownConfigs().keySet());
  }
}
