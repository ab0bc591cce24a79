package org.sfcrime.streaming.sink;

import java.nio.charset.StandardCharsets;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;

/** Collects rows for PostgreSQL's {@code COPY ... WITH (FORMAT csv)}. */
final class CopyCsv {
  private final StringBuilder rows = new StringBuilder();

  /** Adds a row: batch, task, and a window, a group and its total. */
  void add(long batchId, int task, CountRecord count) {
    rows.append(batchId).append(',').append(task).append(',');
    rows.append(WallClock.format(count.windowStart())).append(',');
    rows.append(WallClock.format(count.windowEnd())).append(',');
    addText(count.crimeType());
    addText(count.disposition());
    addText(count.description());
    rows.append(count.count()).append('\n');
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
