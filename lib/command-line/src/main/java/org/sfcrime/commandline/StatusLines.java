package org.sfcrime.commandline;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints messages to standard error, each as one line that is escaped by {@link SafeText}. */
public final class StatusLines {
  private final PrintStream err;
  private final boolean isColored;

  public StatusLines(PrintStream err) {
    this(err, Color.isShown());
  }

  StatusLines(PrintStream err, boolean isColored) {
    this.err = err;
    this.isColored = isColored;
  }

  /** Prints a line. Without arguments, percent signs have no special meaning. */
  public void say(String format, Object... arguments) {
    print(text(format, arguments), null);
  }

  /** Prints a line in a colour, on a terminal that shows colours. */
  public void say(Color color, String format, Object... arguments) {
    print(text(format, arguments), color);
  }

  /**
   * Prints a message in lines that break at spaces.
   *
   * @param columns the maximum length of a line; a word that is longer exceeds it
   */
  public void sayWrapped(int columns, String format, Object... arguments) {
    wrapped(columns, text(format, arguments)).forEach(line -> print(line, null));
  }

  /** Prints a message in a colour and in lines that break at spaces. */
  public void sayWrapped(Color color, int columns, String format, Object... arguments) {
    wrapped(columns, text(format, arguments)).forEach(line -> print(line, color));
  }

  /** Prints {@code note: …}, for a message that needs no action. */
  public void note(String format, Object... arguments) {
    print("note: " + text(format, arguments), null);
  }

  /** Prints {@code warning: …}, for a message that probably needs an action. */
  public void warn(String format, Object... arguments) {
    print("warning: " + text(format, arguments), Color.WARNING);
  }

  private static String text(String format, Object... arguments) {
    return arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
  }

  private static Stream<String> wrapped(int columns, String text) {
    return text.replaceAll("(.{1,%d})( |$)".formatted(columns), "$1\n").lines();
  }

  private void print(String text, Color color) {
    String line = SafeText.of(text);
    err.println(color == null ? line : color.paint(line, isColored));
    err.flush();
  }
}
