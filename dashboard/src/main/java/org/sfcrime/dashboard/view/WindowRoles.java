package org.sfcrime.dashboard.view;

import java.util.BitSet;
import org.sfcrime.dashboard.counts.WindowTable;

/**
 * The part of each window in a view: whether the view shows the window, and what the view compares
 * it with. Computed once for each window, because a window has about a hundred groups.
 */
final class WindowRoles {
  private static final int MOST_STEPS = 240;
  private static final long MINUTE = 60_000;
  private static final long HOUR = Baseline.HOUR;
  private static final long DAY = 24 * HOUR;
  private static final int[] STEP_MINUTES = {
    1, 5, 10, 30, 60, 180, 360, 720, 1_440, 7 * 1_440, 28 * 1_440
  };

  /** In the period that the view shows. */
  static final int SHOWN = 1;

  /** In the period before, which is as long. */
  static final int BEFORE = 2;

  /** Earlier than the last hour of the view. */
  static final int EARLIER = 4;

  /** In the last hour of the view, or in the same hour of an earlier week. */
  static final int SAME_HOUR = 8;

  /** Outside of the main period. */
  static final int OUTSIDE = 16;

  /** The period of all calls. */
  final View.Span data;

  /** The period of nearly all calls. */
  final View.Span main;

  /** The period that the view shows. */
  final View.Span shown;

  final long step;
  final long firstStep;
  final int steps;

  /** By window: a bit set of the roles above; 0 for a window that the view does not use. */
  final byte[] of;

  final Baseline.History history;
  private boolean beforeHasCalls;
  final int[] stepOf;
  final int[] hourOfWeek;
  final int[] week;

  WindowRoles(WindowTable windows, Filter filter) {
    int size = windows.size();
    data = new View.Span(windows.firstStart(), windows.lastEnd());
    main = MainPeriod.of(windows);
    shown = filter.period(data, main);
    step = step(shown.length(), size == 0 ? 10 * MINUTE : windows.end(0) - windows.start(0));
    // Steps of weeks begin on a Monday; 1970 began on a Thursday.
    long origin = step % (7 * DAY) == 0 ? 4 * DAY : 0;
    firstStep = Math.floorDiv(shown.from() - origin, step) * step + origin;
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
    hourOfWeek[id] = hourOfWeek(start);
    stepOf[id] = isShown ? (int) ((start - firstStep) / step) : -1;
    week[id] = Baseline.week(start, now);
    of[id] =
        (byte)
            ((isShown ? SHOWN : 0)
                | (start >= shown.from() - shown.length() && start < shown.from() ? BEFORE : 0)
                | (start < now - HOUR ? EARLIER : 0)
                | (week[id] >= 0 ? SAME_HOUR : 0)
                | (start >= main.from() && start < main.to() ? 0 : OUTSIDE));
  }

  /** Returns the number of hours since Monday 00:00. */
  private static int hourOfWeek(long time) {
    return (int) Math.floorMod(Math.floorDiv(time, HOUR) + 3 * 24, 168L);
  }

  private Baseline.History history(WindowTable windows) {
    boolean[] weeks = new boolean[Baseline.WEEKS + 1];
    BitSet hours = new BitSet();
    for (int id = 0; id < windows.size(); id++) {
      if (windows.hasCalls(id) && windows.start(id) < shown.to()) {
        hours.set((int) Math.floorDiv(shown.to() - 1 - windows.start(id), HOUR));
        if (week[id] >= 0) {
          weeks[week[id]] = true;
        }
      }
    }
    hours.clear(0);
    return new Baseline.History(weeks, hours.cardinality());
  }

  /** Returns whether the main period covers the whole period before, with calls in it. */
  boolean knowsBefore() {
    return beforeHasCalls && shown.from() - shown.length() >= main.from();
  }

  boolean knowsWeekBefore() {
    return history.weeks()[1];
  }

  private static long step(long length, long window) {
    for (int minutes : STEP_MINUTES) {
      long step = minutes * MINUTE;
      if (step >= window && step % window == 0 && length / step <= MOST_STEPS) {
        return step;
      }
    }
    return Math.max(window, (length / MOST_STEPS / window + 1) * window);
  }
}
