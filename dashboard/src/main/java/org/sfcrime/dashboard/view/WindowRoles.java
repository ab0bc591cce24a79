package org.sfcrime.dashboard.view;

import java.util.BitSet;
import org.sfcrime.dashboard.counts.Columns;
import org.sfcrime.dashboard.counts.WallClock;

/**
 * What each window is in a view: worked out once a window, for there are a hundred groups in it.
 */
final class WindowRoles {
  private static final int MOST_STEPS = 240;
  private static final long[] STEPS = {
    60, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 7 * 86400, 28 * 86400
  };

  static final int SHOWN = 1;
  static final int BEFORE = 2;
  static final int EARLIER = 4;
  static final int SAME_HOUR = 8;

  /** Of all calls. */
  final View.Span data;

  /** Of the calls that are shown. */
  final View.Span shown;

  final long step;
  final long firstStep;
  final int steps;

  /** By window: which of the bits above hold; 0 where it is nothing in this view. */
  final byte[] of;

  final Baseline.History history;
  private boolean beforeHasCalls;
  final int[] stepOf;
  final int[] hourOfWeek;
  final int[] week;

  WindowRoles(Columns.Windows windows, Filter filter) {
    int size = windows.size();
    data = new View.Span(windows.first(), windows.last());
    long from = Math.min(Math.max(filter.from(), data.from()), data.to());
    shown = new View.Span(from, Math.max(from, Math.min(filter.to(), data.to())));
    step = step(shown.length(), size == 0 ? 600 : windows.end(0) - windows.start(0));
    // Weeks begin on Mondays; the epoch was a Thursday.
    long origin = step % (7 * 86400) == 0 ? 4 * 86400 : 0;
    firstStep = Math.floorDiv(from - origin, step) * step + origin;
    steps = shown.length() == 0 ? 0 : (int) ((shown.to() - 1 - firstStep) / step) + 1;
    of = new byte[size];
    stepOf = new int[size];
    hourOfWeek = new int[size];
    week = new int[size];
    for (int id = 0; id < size; id++) {
      role(id, windows.start(id));
      beforeHasCalls |= (of[id] & BEFORE) != 0 && windows.hasCalls(id);
    }
    history = history(windows);
  }

  private void role(int id, long start) {
    long now = shown.to();
    boolean isShown = start >= shown.from() && start < now;
    hourOfWeek[id] = WallClock.hourOfWeek(start);
    stepOf[id] = isShown ? (int) ((start - firstStep) / step) : -1;
    week[id] = Baseline.week(start, now);
    of[id] =
        (byte)
            ((isShown ? SHOWN : 0)
                | (start >= shown.from() - shown.length() && start < shown.from() ? BEFORE : 0)
                | (start < now - Baseline.HOUR ? EARLIER : 0)
                | (week[id] >= 0 ? SAME_HOUR : 0));
  }

  private Baseline.History history(Columns.Windows windows) {
    boolean[] weeks = new boolean[Baseline.WEEKS + 1];
    BitSet hours = new BitSet();
    for (int id = 0; id < windows.size(); id++) {
      if (windows.hasCalls(id) && windows.start(id) < shown.to()) {
        hours.set((int) Math.floorDiv(shown.to() - 1 - windows.start(id), Baseline.HOUR));
        if (week[id] >= 0) {
          weeks[week[id]] = true;
        }
      }
    }
    hours.clear(0);
    return new Baseline.History(weeks, hours.cardinality());
  }

  /** Whether the data go back over the period before, and have calls in it. */
  boolean knowsBefore() {
    return beforeHasCalls && shown.from() - shown.length() >= data.from();
  }

  boolean knowsWeekBefore() {
    return history.weeks()[1];
  }

  private static long step(long length, long window) {
    for (long step : STEPS) {
      if (step >= window && step % window == 0 && length / step <= MOST_STEPS) {
        return step;
      }
    }
    return Math.max(window, (length / MOST_STEPS / window + 1) * window);
  }
}
