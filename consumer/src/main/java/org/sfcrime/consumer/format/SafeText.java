package org.sfcrime.consumer.format;

import java.nio.charset.StandardCharsets;

/**
 * Writes text from outside so that it cannot steer a terminal: control characters, line separators
 * and the marks that turn the direction of writing are shown as \\u001b.
 */
public final class SafeText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private SafeText() {}

  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    append(text, safe);
    return safe.toString();
  }

  static void append(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int length = Character.charCount(point);
      if ((point >= ' ' && point < 0x7F) || !steers(point)) {
        to.appendCodePoint(point);
      } else {
        text.substring(i, i + length).chars().forEach(unit -> appendEscape(unit, to));
      }
      i += length;
    }
  }

  /** Appends text as a JSON string, quotes included. */
  static void appendJsonString(String text, StringBuilder to) {
    to.append('"');
    append(text.replace("\\", "\\\\").replace("\"", "\\\""), to);
    to.append('"');
  }

  /** Returns bytes as text; those that are not UTF-8 become U+FFFD. */
  public static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean steers(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // These two join letters and emoji, and steer nothing.
      case Character.FORMAT -> point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }

  private static void appendEscape(int unit, StringBuilder to) {
    to.append(String.format("\\u%04x", unit));
  }
}
