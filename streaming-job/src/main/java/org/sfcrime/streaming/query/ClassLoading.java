package org.sfcrime.streaming.query;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.kafka010.KafkaRecordToRowConverter;

/**
 * Initializes some of Spark's classes in a thread of its own, while Spark starts and leaves a core
 * idle. Otherwise the query would wait for them. These take longest: they parse Spark's table of
 * error messages, start a parser or a compiler, or read the calendar changes of the time zones.
 */
public final class ClassLoading {
  private static final List<String> CLASSES =
      List.of(
          "org.apache.spark.SparkThrowableHelper$",
          "org.apache.spark.sql.internal.SQLConf$",
          "org.apache.spark.sql.catalyst.analysis.FunctionRegistry$",
          "org.apache.spark.sql.catalyst.expressions.VirtualColumn$",
          "org.apache.spark.sql.catalyst.util.RebaseDateTime$");

  private ClassLoading() {}

  /** Starts the thread. A class that cannot be initialized fails where it is used. */
  public static void start() {
    Thread thread = new Thread(ClassLoading::initialize, "class-loading");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((failed, e) -> {});
    thread.start();
  }

  /** Throws what Spark throws, for example for a version of Spark that lacks one of the classes. */
  static void initialize() {
    try {
      for (String name : CLASSES) {
        Class.forName(name, true, Thread.currentThread().getContextClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    // Compiles the code that copies a Kafka record into a row. Spark keeps it.
    UnsafeProjection.create(KafkaRecordToRowConverter.kafkaSchema(false));
  }
}
