package org.sfcrime.streaming.console;

/** The value of {@code --console}: how the job shows its batches. */
public enum ConsoleMode {
  /** Live on a terminal, else plain. */
  AUTO,
  /** A table and a line for each batch, one below the other. */
  PLAIN,
  /** Drawn in place. */
  LIVE;

  public static ConsoleMode parse(String text) {
    return switch (text) {
      case "auto" -> AUTO;
      case "plain" -> PLAIN;
      case "live" -> LIVE;
      default ->
          throw new IllegalArgumentException(
              "--console %s: must be auto, plain or live".formatted(text));
    };
  }

  /** Whether to draw in place. A terminal of the type {@code dumb} cannot move the cursor. */
  boolean isLive(boolean isTerminal, String term) {
    return this == LIVE || (this == AUTO && isTerminal && term != null && !term.equals("dumb"));
  }
}
