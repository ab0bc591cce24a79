package org.sfcrime.streaming;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/** What ended the job, in one line for a person. */
final class FailureText {
  /** Thrown on purpose, with a message that says what to do; of any other the place is told too. */
  private static final List<Class<? extends Exception>> EXPLAINED =
      List.of(
          IllegalStateException.class,
          IllegalArgumentException.class,
          IOException.class,
          KafkaException.class);

  private FailureText() {}

  /**
   * The line.
   *
   * @param bootstrapServer is named where a broker is the cause
   */
  static String of(Throwable failure, String bootstrapServer) {
    List<Throwable> chain =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
    Throwable cause =
        chain.stream()
            .filter(SinkException.class::isInstance)
            .findFirst()
            .orElse(chain.get(chain.size() - 1));
    String text = message(cause);
    if (chain.stream().anyMatch(KafkaException.class::isInstance)
        && !text.contains(bootstrapServer)) {
      text = "the broker at %s: %s".formatted(bootstrapServer, text);
    }
    return text;
  }

  private static String message(Throwable cause) {
    if (EXPLAINED.stream().noneMatch(type -> type.isInstance(cause))) {
      StackTraceElement[] frames = cause.getStackTrace();
      return oneLine(cause.toString())
          + (frames.length == 0 ? "" : " (at %s)".formatted(frames[0]));
    }
    return oneLine(cause.getMessage() == null ? cause.toString() : cause.getMessage());
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
