package org.sfcrime.streaming.sink;

import java.nio.charset.StandardCharsets;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.CountRules;

/** Collects rows for PostgreSQL's {@code COPY ... WITH (FORMAT csv)}. */
final class CopyCsv {
  private final StringBuilder rows = new StringBuilder();

  /** Adds a row: batch, task, and a window, a group and its total. */
  void add(long batchId, int task, Count count, CountRules rules) {
    long start = count.windowStart();
    rows.append(batchId).append(',').append(task).append(',');
    rows.append(WallClock.format(start)).append(',');
    rows.append(WallClock.format(rules.windowEnd(start))).append(',');
    addText(count.crimeType());
    addText(count.disposition());
    addText(count.description());
    rows.append(count.calls()).append('\n');
  }

  int length() {
    return rows.length();
  }

  /** Removes and returns the rows in UTF-8. */
  byte[] take() {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    rows.setLength(0);
    return bytes;
  }

  /**
   * Adds a field in quotes, so that only quotes need an escape. A field without quotes is NULL. A
   * PostgreSQL text cannot contain the character NUL, which becomes the text {@code \}{@code
   * u0000}.
   */
  private void addText(String text) {
    if (text != null) {
      rows.append('"').append(text.replace("\"", "\"\"").replace("\0", "\\u0000")).append('"');
    }
    rows.append(',');
  }
}
