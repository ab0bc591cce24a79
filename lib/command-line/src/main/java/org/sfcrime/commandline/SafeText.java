package org.sfcrime.commandline;

import java.nio.charset.StandardCharsets;

/**
 * Escapes untrusted text, so that the text cannot control a terminal. Control characters, line
 * separators, unpaired surrogates and marks that change the writing direction become escapes such
 * as {@code \\u001b}, one for each UTF-16 unit.
 */
public final class SafeText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** From Hebrew (U+0590) on, characters may be two columns wide or run from right to left. */
  private static final int FIRST_OF_OTHER_WIDTHS = 0x590;

  private SafeText() {}

  /** Returns the escaped text; the empty string for null. */
  public static String of(String text) {
    return text == null ? "" : escape(text, false);
  }

  /**
   * Returns the escaped text. Every character that may not be exactly one column wide is escaped
   * too, so that the result has as many columns as characters.
   */
  public static String oneColumnEach(String text) {
    return escape(text, true);
  }

  /** Returns the beginning of UTF-8 text, escaped; if the text is cut, also its size in bytes. */
  public static String beginning(byte[] value, int mostBytes) {
    if (value == null) {
      return "(no value)";
    }
    int length = Math.min(value.length, mostBytes);
    return of(new String(value, 0, length, StandardCharsets.UTF_8))
        + (length < value.length ? "… (%,d bytes)".formatted(value.length) : "");
  }

  private static String escape(String text, boolean oneColumnOnly) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int length = Character.charCount(point);
      boolean isAscii = point >= ' ' && point < 0x7F;
      if (isAscii || (isHarmless(point) && (!oneColumnOnly || isOneColumn(point)))) {
        safe.appendCodePoint(point);
      } else {
        text.substring(i, i + length)
            .chars()
            .forEach(unit -> safe.append(String.format("\\u%04x", unit)));
      }
      i += length;
    }
    return safe.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      // These two marks only affect how letters and emoji join.
      case Character.FORMAT -> point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }

  /** Returns true for Latin, Greek, Cyrillic and Armenian letters, dashes and quotation marks. */
  private static boolean isOneColumn(int point) {
    int type = Character.getType(point);
    boolean isAlone = type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK;
    boolean isPunctuation = point >= '\u2010' && point <= '\u2027';
    return isAlone && (point < FIRST_OF_OTHER_WIDTHS || isPunctuation);
  }
}
