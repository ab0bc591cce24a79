package org.sfcrime.streaming.console;

import java.util.ArrayList;
import java.util.List;
import org.sfcrime.commandline.SafeText;

/** Formats the values of the first grouping field as a bar chart: name, bar, calls and share. */
record LiveBars(Marks marks) {
  private static final int NAME_WIDTH = 30;
  private static final int CALLS_WIDTH = 12;
  private static final int SHARE_WIDTH = 9;

  /**
   * Returns a heading and a line for each type. The types are in descending order of their calls;
   * the bar of the first type fills the column. The calls are those of all types, shown or not.
   */
  List<String> lines(List<TypeTotals.Type> types, long calls, int columns) {
    int name = Math.min(NAME_WIDTH, Math.max(1, (columns - CALLS_WIDTH - SHARE_WIDTH) / 2));
    int bar = Math.max(0, columns - name - CALLS_WIDTH - SHARE_WIDTH - 1);
    String format = "%s %-" + Math.max(1, bar) + "s%" + CALLS_WIDTH + "s%" + SHARE_WIDTH + "s";
    List<String> lines = new ArrayList<>();
    lines.add(BatchText.text(format, padded("since the start", name), "", "calls", "share"));
    long most = types.get(0).calls();
    for (TypeTotals.Type type : types) {
      lines.add(
          BatchText.text(
              format,
              padded(type.name(), name),
              marks.full().repeat((int) (bar * type.calls() / most)),
              BatchText.text("%,d", type.calls()),
              BatchText.text("%.1f %%", 100.0 * type.calls() / calls)));
    }
    return lines;
  }

  private String padded(String text, int width) {
    return TextTable.padded(
        TextTable.cut(SafeText.oneColumnEach(text), width, marks.more()), width);
  }
}
