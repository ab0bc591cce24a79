package org.sfcrime.streaming;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark so that other users of the machine can neither end the job nor reach its driver. */
final class SafeSession {
  private SafeSession() {}

  static SparkSession start(String name) {
    return SparkSession.builder().config(secured(new SparkConf())).appName(name).getOrCreate();
  }

  /** Adds settings to those of the user, which take precedence. */
  static SparkConf secured(SparkConf settings) {
    // The kill links need no login: any page in a browser of this machine can follow them.
    settings.setIfMissing("spark.ui.killEnabled", "false");
    // The same page would start a process and a full garbage collection with each request for this
    // histogram.
    settings.setIfMissing("spark.ui.heapHistogramEnabled", "false");
    if (settings.get("spark.master", "").startsWith("local")) {
      // The driver deserializes what it receives on its ports. Here Spark makes the secret itself.
      settings.setIfMissing("spark.authenticate", "true");
      // The job reports a task that needs more memory than the heap. Spark would end the process.
      settings.setIfMissing("spark.executor.killOnFatalError.depth", "0");
    }
    return settings;
  }
}
