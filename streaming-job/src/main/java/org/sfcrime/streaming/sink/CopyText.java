package org.sfcrime.streaming.sink;

import java.nio.charset.StandardCharsets;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.CountRules;

/** Counts as lines of PostgreSQL's COPY in its text format. */
final class CopyText {
  private final StringBuilder lines = new StringBuilder();

  /** Adds a line: batch, task, and a window, a group and its total. */
  void append(long batchId, int task, Count count, CountRules rules) {
    long start = count.windowStart();
    lines.append(batchId).append('\t').append(task).append('\t');
    lines.append(WallClock.format(start)).append('\t');
    lines.append(WallClock.format(rules.windowEnd(start))).append('\t');
    append(count.crimeType());
    append(count.disposition());
    if (count.description() == null) {
      lines.append("\\N\t");
    } else {
      append(count.description());
    }
    lines.append(count.calls()).append('\n');
  }

  int length() {
    return lines.length();
  }

  /** The lines so far in UTF-8; the next begin anew. */
  byte[] take() {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    lines.setLength(0);
    return bytes;
  }

  /** A field. NUL, which PostgreSQL's text does not have, is shown. */
  private void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> lines.append("\\\\");
        case '\t' -> lines.append("\\t");
        case '\n' -> lines.append("\\n");
        case '\r' -> lines.append("\\r");
        case 0 -> lines.append("\\\\u0000");
        default -> lines.append(c);
      }
    }
    lines.append('\t');
  }
}
