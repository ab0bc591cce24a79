package org.sfcrime.streaming.console;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * A table as Spark's console sink draws it, with every name whole and nothing that a terminal would
 * obey.
 */
public final class TextTable {
  private TextTable() {}

  /**
   * Draws a table.
   *
   * @param header a name a column
   * @param rows as many texts each
   * @param numeric how many of the last columns are numbers, set to the right
   */
  public static String draw(List<String> header, List<List<String>> rows, int numeric) {
    int columns = header.size();
    int[] widths = new int[columns];
    List<List<String>> safe =
        rows.stream().map(row -> row.stream().map(TextTable::visible).toList()).toList();
    for (int column = 0; column < columns; column++) {
      int c = column;
      int widest = safe.stream().mapToInt(row -> width(row.get(c))).max().orElse(0);
      widths[column] = Math.max(header.get(column).length(), widest);
    }
    StringBuilder rule = new StringBuilder("+");
    for (int width : widths) {
      rule.append("-".repeat(width)).append('+');
    }
    StringBuilder table = new StringBuilder();
    table.append(rule).append('\n').append(line(header, widths, numeric)).append(rule).append('\n');
    safe.forEach(row -> table.append(line(row, widths, numeric)));
    return table.append(rule).append('\n').toString();
  }

  /** The text with control and direction characters written as {@code \\u001b}. */
  public static String visible(String text) {
    return text == null ? "" : escaped(text, TextTable::isHarmless);
  }

  /**
   * The same, and so is what a terminal may show two columns wide, over its neighbour or from right
   * to left: what is left takes up one column a character.
   */
  static String aligned(String text) {
    return escaped(text, character -> isHarmless(character) && isOneColumn(character));
  }

  private static String escaped(String text, IntPredicate stays) {
    return text.codePoints()
        .mapToObj(c -> stays.test(c) ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  /** Latin, Greek, Cyrillic, Armenian; dashes and quotation marks. */
  private static boolean isOneColumn(int character) {
    int type = Character.getType(character);
    boolean isAlone = type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK;
    boolean isPunctuation = character >= '\u2010' && character <= '\u2027';
    return isAlone && (character < '\u0590' || isPunctuation);
  }

  /** The first of the bytes as such a text, and how many there are if they are more. */
  public static String beginning(byte[] value, int most) {
    if (value == null) {
      return "(no value)";
    }
    int length = Math.min(value.length, most);
    return visible(new String(value, 0, length, StandardCharsets.UTF_8))
        + (length < value.length ? "… (%,d bytes)".formatted(value.length) : "");
  }

  /** No more characters than the width; where some are taken off, the last is {@code more}. */
  static String cut(String text, int width, String more) {
    return width(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + more;
  }

  /** With spaces behind it up to the width. */
  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String line(List<String> cells, int[] widths, int numeric) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - width(cell));
      boolean right = column >= cells.size() - numeric;
      line.append(right ? padding : "").append(cell).append(right ? "" : padding).append('|');
    }
    return line.append('\n').toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
