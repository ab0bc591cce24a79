package org.sfcrime.streaming;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.client.Refusal;
import org.sfcrime.streaming.checkpoint.Checkpoint;
import org.sfcrime.streaming.sink.CountsLogSink;
import org.sfcrime.streaming.sink.SinkException;

/**
 * Explains in one line why the job ended. A {@link CommandException} has such a message already;
 * this class finds one for the exceptions of Spark and of Kafka's client.
 */
final class FailureText {
  /** Exceptions whose message is enough; for others, the location in the code is added. */
  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          IllegalStateException.class,
          IllegalArgumentException.class,
          IOException.class,
          KafkaException.class);

  /** The classes that read and write checkpoints, by the beginning of their names. */
  private static final List<String> CHECKPOINT =
      List.of(
          "org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStore",
          "org.apache.spark.sql.execution.streaming.state.RocksDB",
          "org.apache.spark.sql.execution.streaming.HDFSMetadataLog",
          "org.apache.spark.sql.execution.streaming.CheckpointFileManager",
          "org.apache.spark.sql.execution.streaming.OffsetSeqLog",
          "org.apache.spark.sql.execution.streaming.CommitLog",
          Checkpoint.class.getPackageName(),
          CountsLogSink.class.getName());

  private FailureText() {}

  /** Returns the message of the first exception that is meant for users, else the root cause. */
  static String of(Throwable failure, JobOptions options) {
    List<Throwable> chain =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
    for (Throwable cause : chain) {
      if (cause instanceof SinkException || cause instanceof CommandException) {
        return oneLine(cause.getMessage());
      }
    }
    if (Refusal.is(failure)) {
      return oneLine(options.kafka().explain(failure, "Read", options.kafka().topic()));
    }
    if (chain.stream().anyMatch(OutOfMemoryError.class::isInstance)) {
      return "the heap of %,d MB is too small for the calls, or for one of their records: set a larger --driver-memory"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    String text = message(chain.get(chain.size() - 1));
    if (chain.stream().anyMatch(KafkaException.class::isInstance)) {
      return "the broker at %s: %s".formatted(options.kafka().bootstrapServer(), text);
    }
    if (chain.stream().anyMatch(FailureText::isOfCheckpoint)) {
      return "checkpoint %s cannot be read or written: %s".formatted(options.checkpoint(), text);
    }
    // Other files of the job are named: the checkpoint, sinks, and files of options.
    return text.contains("No space left on device")
        ? "%s, in the directory for temporary files, %s (spark.local.dir)"
            .formatted(text, temporary())
        : text;
  }

  /** Spark-submit sets the properties of Spark as system properties too. */
  private static String temporary() {
    return System.getProperty("spark.local.dir", System.getProperty("java.io.tmpdir"));
  }

  private static boolean isOfCheckpoint(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .map(StackTraceElement::getClassName)
        .anyMatch(name -> CHECKPOINT.stream().anyMatch(name::startsWith));
  }

  private static String message(Throwable cause) {
    if (EXPLAINED.stream().noneMatch(type -> type.isInstance(cause))) {
      StackTraceElement[] frames = cause.getStackTrace();
      String at = frames.length == 0 ? "" : " (at %s)".formatted(frames[0]);
      return oneLine(cause.toString()) + at;
    }
    return oneLine(cause.getMessage() == null ? cause.toString() : cause.getMessage());
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
