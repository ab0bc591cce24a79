package org.sfcrime.streaming.console;

import java.nio.charset.Charset;

/**
 * The characters that draw bars.
 *
 * @param levels vertical bars from the lowest to the highest
 * @param full one column of a horizontal bar
 * @param more replaces the end of a text that is cut
 */
record Marks(String levels, String full, String more) {
  static final Marks BLOCKS = new Marks("▁▂▃▄▅▆▇█", "█", "…");

  /** For charsets without block characters. */
  static final Marks ASCII = new Marks("_.:-=+*#", "#", "~");

  static Marks of(Charset charset) {
    return charset.newEncoder().canEncode(BLOCKS.levels + BLOCKS.more) ? BLOCKS : ASCII;
  }

  /** A vertical bar for the value. */
  String level(double value, double highest) {
    int top = levels.length() - 1;
    int level = highest > 0 ? (int) Math.round(value / highest * top) : 0;
    return levels.substring(level, level + 1);
  }
}
