package org.sfcrime.streaming.console;

/** How the job shows what it does: {@code --console}. */
public enum ConsoleMode {
  /** Live where there is a terminal to draw on. */
  AUTO,
  /** A table and a line for each batch, one below the other. */
  PLAIN,
  /** Drawn in place. */
  LIVE;

  /**
   * Reads the flag.
   *
   * @throws IllegalArgumentException if there is no such mode
   */
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

  /**
   * Whether to draw in place.
   *
   * @param isTerminal whether somebody sits in front of it
   * @param term the terminal's kind, null if it has none; {@code dumb} ones cannot move the cursor
   */
  boolean draws(boolean isTerminal, String term) {
    return switch (this) {
      case AUTO -> isTerminal && term != null && !term.equals("dumb");
      case PLAIN -> false;
      case LIVE -> true;
    };
  }
}
