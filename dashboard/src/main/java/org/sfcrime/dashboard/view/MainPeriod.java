package org.sfcrime.dashboard.view;

import java.util.TreeMap;
import org.sfcrime.dashboard.counts.WindowTable;

/**
 * Finds the period that holds nearly all calls. The city's files also have a few stray hours that
 * are weeks or months away from all other calls.
 *
 * <p>A time of more than a week without any call separates two periods. If one of the periods holds
 * at least nine of ten calls, this period is the main one; otherwise the main period is that of all
 * calls.
 */
final class MainPeriod {
  private static final long DAY = 24 * Baseline.HOUR;
  private static final long LONGEST_GAP = 7 * DAY;

  private MainPeriod() {}

  /** Calls without a long gap between them. */
  private static final class Part {
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private long calls;

    private void add(long start, long end, long some) {
      from = Math.min(from, start);
      to = Math.max(to, end);
      calls += some;
    }
  }

  /** Returns the main period of the windows that have calls. */
  static View.Span of(WindowTable windows) {
    TreeMap<Long, Part> days = new TreeMap<>();
    for (int id = 0; id < windows.size(); id++) {
      if (windows.hasCalls(id)) {
        days.computeIfAbsent(Math.floorDiv(windows.start(id), DAY), day -> new Part())
            .add(windows.start(id), windows.end(id), windows.calls(id));
      }
    }
    long calls = 0;
    Part part = new Part();
    Part largest = part;
    for (Part day : days.values()) {
      if (part.calls > 0 && day.from - part.to > LONGEST_GAP) {
        part = new Part();
      }
      part.add(day.from, day.to, day.calls);
      largest = part.calls > largest.calls ? part : largest;
      calls += day.calls;
    }
    return largest.calls >= 0.9 * calls && calls > 0
        ? new View.Span(largest.from, largest.to)
        : new View.Span(windows.firstStart(), windows.lastEnd());
  }
}
