package org.sfcrime.consumer;

import java.io.PrintStream;
import java.util.Locale;
import org.sfcrime.consumer.format.SafeText;

/** The lines on standard error. */
final class StatusLines {
  private final PrintStream err;

  StatusLines(PrintStream err) {
    this.err = err;
  }

  /** Prints one line, made as by {@link String#format}. */
  void say(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    // A line's own newlines are not wanted either: messages come from brokers and files.
    err.println(SafeText.of(line));
    err.flush();
  }
}
