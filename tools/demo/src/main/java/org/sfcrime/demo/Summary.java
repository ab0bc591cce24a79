package org.sfcrime.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sfcrime.commandline.Color;
import org.sfcrime.commandline.SafeText;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;

/** Prints the largest counts, and whether the numbers of all programs agree. */
final class Summary {
  private static final int TYPES = 10;
  private static final int WINDOWS = 5;

  private Summary() {}

  static void print(List<CountRecord> counts, Sides sides, PrintStream out) {
    table(out, "The ten most frequent crime types", top(counts, CountRecord::first, TYPES));
    table(
        out,
        "The busiest windows, San Francisco local time",
        top(counts, Summary::window, WINDOWS));
    out.println();
    out.println("Reconciliation");
    for (Sides.Row row : sides.rows()) {
      row(out, row.name(), row.number(), row.more());
    }
    out.println();
    if (sides.agrees()) {
      out.println(Color.GOOD.paint("All sides agree."));
    } else {
      out.println(Color.BAD.paint("THE SIDES DO NOT AGREE:"));
      sides.differences().forEach(difference -> out.println("  " + difference));
    }
  }

  private static void table(PrintStream out, String title, List<Map.Entry<String, Long>> totals) {
    out.println();
    out.println(title);
    for (Map.Entry<String, Long> total : totals) {
      row(out, SafeText.of(total.getKey()), total.getValue(), "");
    }
  }

  /** Returns the names with the most calls; names with equally many calls in alphabetical order. */
  private static List<Map.Entry<String, Long>> top(
      List<CountRecord> counts, Function<CountRecord, String> name, int most) {
    Map<String, Long> sums =
        counts.stream()
            .collect(
                Collectors.groupingBy(
                    name, TreeMap::new, Collectors.summingLong(CountRecord::count)));
    return sums.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(most)
        .toList();
  }

  private static String window(CountRecord count) {
    return WallClock.format(count.windowStart())
        + " to "
        + WallClock.format(count.windowEnd()).substring(11);
  }

  private static void row(PrintStream out, String name, Long number, String more) {
    String text = number == null ? "?" : Sides.text("%,d", number);
    out.println("%12s  %s%s".formatted(text, name, more));
  }
}
