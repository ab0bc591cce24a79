package org.sfcrime.streaming.console;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.sfcrime.commandline.SafeText;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.streaming.count.CountRules;

/**
 * Formats counts as a table with columns of a fixed width, so that they stay in place while the
 * counts change. A narrow terminal gets only the most important columns.
 */
record LiveTable(CountRules rules, String more) {
  private static final String GAP = "  ";
  private static final int COUNT_WIDTH = 9;
  private static final int FIRST_LEAST = 12;
  private static final int FIRST_MOST = 40;
  private static final int CODE_WIDTH = 12;
  private static final int TEXT_WIDTH = 20;

  /** A column of texts. The first grouping field takes the width that the others leave. */
  private record Column(String name, int width, int order, Function<CountRecord, String> cell) {}

  /** A line with the column names, then a line for each count. */
  List<String> lines(List<CountRecord> counts, int columns) {
    List<Column> chosen = choose(columns);
    List<String> lines = new ArrayList<>();
    lines.add(line(chosen, Column::name, "count"));
    for (CountRecord count : counts) {
      lines.add(
          line(
              chosen,
              column -> SafeText.oneColumnEach(column.cell().apply(count)),
              BatchText.text("%,d", count.count())));
    }
    return lines;
  }

  /** The most important columns that leave the first grouping field its minimum width. */
  private List<Column> choose(int columns) {
    List<Column> wanted = new ArrayList<>();
    wanted.add(new Column("window_start", 19, 0, count -> WallClock.format(count.windowStart())));
    GroupFields fields = rules.columns();
    if (fields.hasSecond()) {
      boolean isCode = GroupFields.DISPOSITION.equals(fields.second());
      int width = isCode ? CODE_WIDTH : TEXT_WIDTH;
      wanted.add(new Column(fields.second(), width, 3, CountRecord::second));
    }
    if (fields.hasDescription()) {
      wanted.add(
          new Column("description", 23, 4, count -> requireNonNullElse(count.description(), "")));
    }
    wanted.add(new Column("window_end", 19, 1, count -> WallClock.format(count.windowEnd())));
    List<Column> chosen = new ArrayList<>();
    int left = columns - COUNT_WIDTH - GAP.length();
    for (Column column : wanted) {
      int width = column.width() + GAP.length();
      if (left - width < FIRST_LEAST) {
        break;
      }
      chosen.add(column);
      left -= width;
    }
    int first = Math.max(1, Math.min(FIRST_MOST, left));
    chosen.add(new Column(fields.first(), first, 2, CountRecord::first));
    chosen.sort(Comparator.comparingInt(Column::order));
    return chosen;
  }

  private String line(List<Column> chosen, Function<Column, String> cell, String count) {
    StringBuilder line = new StringBuilder();
    for (Column column : chosen) {
      String text = TextTable.cut(cell.apply(column), column.width(), more);
      line.append(TextTable.padded(text, column.width())).append(GAP);
    }
    return line.append(" ".repeat(Math.max(0, COUNT_WIDTH - count.length())))
        .append(count)
        .toString();
  }
}
