package org.sfcrime.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.CommandException;
import picocli.CommandLine;

class FailureTextTest {
  private static String text(Throwable failure) {
    PrintStream none = new PrintStream(PrintStream.nullOutputStream());
    JobCommand command = new JobCommand(none, none);
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs("--bootstrap-server=b:1", "--checkpoint=c");
    return FailureText.of(failure, command.toOptions());
  }

  private static Exception thrownIn(String className, Exception failure) {
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(className, "read", "File.java", 7)});
    return failure;
  }

  @Test
  void of_commandExceptionInsideSparksExceptions() {
    Exception told = new CommandException("the sink is full\n  name another", new IOException("x"));
    assertThat(text(new RuntimeException("Query terminated", new RuntimeException(told))))
        .isEqualTo("the sink is full; name another");
  }

  @Test
  void of_kafka() {
    assertThat(text(new RuntimeException("task failed", new KafkaException("not authorized"))))
        .isEqualTo("the broker at b:1: not authorized");
  }

  @Test
  void of_checkpoint() {
    String reader = "org.apache.spark.sql.execution.streaming.OffsetSeqLog$";
    assertThat(text(new RuntimeException("x", thrownIn(reader, new IOException("no space")))))
        .isEqualTo("checkpoint c cannot be read or written: no space");
  }

  /** Spark does not name the file, for example of a shuffle. */
  @Test
  void of_fullDisk_namesTheDirectoryForTemporaryFiles() {
    Exception full = thrownIn("org.apache.spark.a.B", new IOException("No space left on device"));
    assertThat(text(new RuntimeException("task failed", full)))
        .isEqualTo(
            "No space left on device, in the directory for temporary files, %s (spark.local.dir)",
            System.getProperty("java.io.tmpdir"));
  }

  @Test
  void of_memory() {
    assertThat(text(new RuntimeException("x", new OutOfMemoryError("Java heap space"))))
        .startsWith("the heap of ")
        .endsWith(
            " MB is too small for the calls, or for one of their records: set a larger --driver-memory");
  }

  @Test
  void of_unexplained_saysWhere() {
    assertThat(text(thrownIn("a.B", new ArithmeticException("/ by zero"))))
        .isEqualTo("java.lang.ArithmeticException: / by zero (at a.B.read(File.java:7))");
  }
}
