package org.sfcrime.commandline;

import java.nio.charset.StandardCharsets;

/**
 * Escapes text from outside, so that the text cannot control a terminal: control characters, line
 * separators, unpaired surrogates and marks that change the writing direction become {@code
 * \\u001b}, one escape for each UTF-16 unit.
 */
public final class SafeText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** From Hebrew on, a terminal may draw a character two columns wide or from right to left. */
  private static final int FIRST_OF_OTHER_WIDTHS = 0x590;

  private SafeText() {}

  /** Returns the escaped text; the empty string for null. */
  public static String of(String text) {
    if (text == null) {
      return "";
    }
    StringBuilder safe = new StringBuilder(text.length());
    append(text, safe);
    return safe.toString();
  }

  /** Appends the escaped text. */
  public static void append(String text, StringBuilder to) {
    append(text, false, to);
  }

  /**
   * Returns the escaped text, with every character escaped that a terminal may not draw exactly one
   * column wide: the result has as many columns as characters.
   */
  public static String oneColumnEach(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    append(text, true, safe);
    return safe.toString();
  }

  /** Returns the beginning of UTF-8 text, escaped, and the size in bytes if there is more. */
  public static String beginning(byte[] value, int mostBytes) {
    if (value == null) {
      return "(no value)";
    }
    int length = Math.min(value.length, mostBytes);
    return of(new String(value, 0, length, StandardCharsets.UTF_8))
        + (length < value.length ? "… (%,d bytes)".formatted(value.length) : "");
  }

  private static void append(String text, boolean oneColumnOnly, StringBuilder to) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int length = Character.charCount(point);
      boolean isAscii = point >= ' ' && point < 0x7F;
      if (isAscii || (isHarmless(point) && (!oneColumnOnly || isOneColumn(point)))) {
        to.appendCodePoint(point);
      } else {
        text.substring(i, i + length)
            .chars()
            .forEach(unit -> to.append(String.format("\\u%04x", unit)));
      }
      i += length;
    }
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      // These two join letters and emoji, and control nothing.
      case Character.FORMAT -> point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }

  /** Latin, Greek, Cyrillic and Armenian characters; dashes and quotation marks. */
  private static boolean isOneColumn(int point) {
    int type = Character.getType(point);
    boolean isAlone = type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK;
    boolean isPunctuation = point >= '\u2010' && point <= '\u2027';
    return isAlone && (point < FIRST_OF_OTHER_WIDTHS || isPunctuation);
  }
}
