package org.sfcrime.streaming.console;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sfcrime.commandline.SafeText;

/** Draws a table like Spark's console sink, with every name in full and escaped. */
final class TextTable {
  private TextTable() {}

  /** Draws the table; the last {@code numeric} columns are aligned to the right. */
  static String draw(List<String> header, List<List<String>> rows, int numeric) {
    List<List<String>> safe =
        rows.stream().map(row -> row.stream().map(SafeText::of).toList()).toList();
    int[] widths =
        IntStream.range(0, header.size())
            .map(
                column ->
                    Stream.concat(Stream.of(header), safe.stream())
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
            .toArray();
    String rule =
        IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("+", "+", "+\n"));
    StringBuilder table =
        new StringBuilder(rule).append(line(header, widths, numeric)).append(rule);
    safe.forEach(row -> table.append(line(row, widths, numeric)));
    return table.append(rule).toString();
  }

  /** Cuts a text to the width; {@code more} replaces the last character that is left. */
  static String cut(String text, int width, String more) {
    return width(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + more;
  }

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  private static String line(List<String> cells, int[] widths, int numeric) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - width(cell));
      boolean isNumber = column >= cells.size() - numeric;
      line.append(isNumber ? padding + cell : cell + padding).append('|');
    }
    return line.append('\n').toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
