package org.sfcrime.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.sfcrime.processes.ProcessException;

/** What is said of a run that failed, in a line. */
final class Failure {
  private static final int EXIT_CODE = 1;

  private Failure() {}

  /**
   * Says why, and returns the exit code.
   *
   * @throws Exception the given one, if it is not the user's or the machine's but a mistake here
   */
  static int say(String program, Exception e, PrintStream err) throws Exception {
    if (e instanceof FileSystemException) {
      err.println(program + ": " + e.getClass().getSimpleName() + ": " + e.getMessage());
    } else if (e instanceof ProcessException || e instanceof IOException) {
      err.println(program + ": " + e.getMessage());
    } else if (e instanceof InterruptedException) {
      err.println(program + ": stopped before its end");
    } else if (e instanceof KafkaException || e instanceof ExecutionException) {
      err.println(program + ": the broker does not do what it is asked for: " + e.getMessage());
    } else {
      throw e;
    }
    return EXIT_CODE;
  }
}
