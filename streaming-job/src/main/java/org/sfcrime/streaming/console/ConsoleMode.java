package org.sfcrime.streaming.console;

/** The value of {@code --console}: how the job shows its batches. */
public enum ConsoleMode {
  /** Live on a terminal, else plain. */
  AUTO,
  /** A table and a line for each batch, one below the other. */
  PLAIN,
  /** Drawn in place. */
  LIVE;

  /** Whether to draw in place. A terminal of the type {@code dumb} cannot move the cursor. */
  boolean isLive(boolean isTerminal, String term) {
    return this == LIVE || (this == AUTO && isTerminal && term != null && !term.equals("dumb"));
  }
}
