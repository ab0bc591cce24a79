package org.sfcrime.commandline;

import java.io.PrintStream;
import java.util.Locale;

/** Prints one-line messages to standard error, escaped by {@link SafeText}. */
public final class StatusLines {
  private final PrintStream err;

  public StatusLines(PrintStream err) {
    this.err = err;
  }

  /** Prints one line; with arguments, formatted as by {@link String#format}. */
  public void say(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    // Messages of brokers and files may contain line breaks, which are escaped too.
    err.println(SafeText.of(line));
    err.flush();
  }

  /** Prints {@code note: …}: something that the user may want to know, and that needs no action. */
  public void note(String format, Object... arguments) {
    say("note: " + format, arguments);
  }

  /** Prints {@code warning: …}: something that probably needs an action. */
  public void warn(String format, Object... arguments) {
    say("warning: " + format, arguments);
  }
}
