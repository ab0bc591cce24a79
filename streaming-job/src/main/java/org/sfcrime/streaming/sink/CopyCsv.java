package org.sfcrime.streaming.sink;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.countrecord.WallClock;

/** Collects rows for PostgreSQL's {@code COPY ... WITH (FORMAT csv)}. */
final class CopyCsv {
  private static final Pattern LIKE_NUL = Pattern.compile("\\\\(?=(?:u005c)*+u0000)");
  private static final String BACKSLASH = Matcher.quoteReplacement("\\u005c");

  private final GroupFields columns;
  private final StringBuilder rows = new StringBuilder();

  CopyCsv(GroupFields columns) {
    this.columns = columns;
  }

  /** Adds a row: batch, task, and a window, a group and its total. */
  void add(long batchId, int task, CountRecord count) {
    rows.append(batchId).append(',').append(task).append(',');
    rows.append(WallClock.format(count.windowStart())).append(',');
    rows.append(WallClock.format(count.windowEnd())).append(',');
    addText(count.first());
    if (columns.hasSecond()) {
      addText(count.second());
    }
    if (columns.hasDescription()) {
      addText(count.description());
    }
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

  /** Adds a field in quotes, so that only quotes need an escape. A field without quotes is NULL. */
  private void addText(String text) {
    if (text != null) {
      rows.append('"').append(withoutNul(text).replace("\"", "\"\"")).append('"');
    }
    rows.append(',');
  }

  /**
   * Replaces the character NUL, which a PostgreSQL text cannot contain, with {@code \}{@code
   * u0000}.
   *
   * <p>Two texts never become equal: the backslash of a text that looks like a replaced NUL becomes
   * {@code \}{@code u005c}, even if it looks like a replaced backslash before {@code u0000}.
   */
  private static String withoutNul(String text) {
    String escaped = text.contains("u0000") ? LIKE_NUL.matcher(text).replaceAll(BACKSLASH) : text;
    return escaped.replace("\0", "\\u0000");
  }
}
