package org.sfcrime.commandline;

import java.io.PrintStream;
import java.util.Locale;

/** Prints messages to standard error, each as one line that is escaped by {@link SafeText}. */
public final class StatusLines {
  private final PrintStream err;

  public StatusLines(PrintStream err) {
    this.err = err;
  }

  /** Prints a line. Without arguments, percent signs have no special meaning. */
  public void say(String format, Object... arguments) {
    String line = arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    err.println(SafeText.of(line));
    err.flush();
  }

  /**
   * Prints a message in lines that break at spaces.
   *
   * @param columns the maximum length of a line; a word that is longer exceeds it
   */
  public void sayWrapped(int columns, String format, Object... arguments) {
    String text = String.format(Locale.ROOT, format, arguments);
    text.replaceAll("(.{1,%d})( |$)".formatted(columns), "$1\n").lines().forEach(this::say);
  }

  /** Prints {@code note: …}, for a message that needs no action. */
  public void note(String format, Object... arguments) {
    say("note: " + format, arguments);
  }

  /** Prints {@code warning: …}, for a message that probably needs an action. */
  public void warn(String format, Object... arguments) {
    say("warning: " + format, arguments);
  }
}
