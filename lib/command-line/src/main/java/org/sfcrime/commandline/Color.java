package org.sfcrime.commandline;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * The colours of verdicts, failures and warnings. Text is coloured only on a terminal, and not if
 * {@code NO_COLOR} is set (<a href="https://no-color.org">no-color.org</a>).
 */
public enum Color {
  /** A verdict that everything is as it should be. */
  GOOD(Style.fg_green),
  /** A failure, or a verdict that something is not as it should be. */
  BAD(Style.fg_red),
  WARNING(Style.fg_yellow);

  private final Style style;

  Color(Style style) {
    this.style = style;
  }

  /** The colour of a verdict. */
  public static Color of(boolean isGood) {
    return isGood ? GOOD : BAD;
  }

  /** Whether both standard output and standard error are a terminal that shows colours. */
  static boolean isShown() {
    return Ansi.AUTO.enabled() && Terminal.showsErrors() && !"dumb".equals(System.getenv("TERM"));
  }

  /** Returns the text in this colour, or unchanged where colours are not shown. */
  public String paint(String text) {
    return paint(text, isShown());
  }

  String paint(String text, boolean isShown) {
    return isShown ? style.on() + text + style.off() : text;
  }
}
