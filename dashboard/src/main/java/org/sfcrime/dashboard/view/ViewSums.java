package org.sfcrime.dashboard.view;

import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.dashboard.counts.CountColumns;
import org.sfcrime.dashboard.counts.Dictionary;

/**
 * The sums that a view shows, from one scan of all groups.
 *
 * <p>The scan adds up by window, and {@link #sumUpWindows} by hour: a year has 800,000 groups, and
 * 50,000 windows.
 */
final class ViewSums {
  private static final int MOST_SERIES = 8;

  final CountColumns columns;
  final GroupFilter groupFilter;
  final WindowRoles roles;

  /** By label: calls in view, in the period before, in all hours before the last. */
  final long[] ofLabel;

  final long[] beforeOfLabel;
  final long[] earlierOfLabel;

  /** By label: the calls of the last hour and of the same hour in earlier weeks; null for none. */
  final long[][] weeksOfLabel;

  final long[] ofDisposition;
  final long[] ofCategory;
  final long[] ofWindow;

  /** By weekday and hour. */
  final long[][] heat = new long[7][24];

  /** By label or category: calls by step of the time line; null for none. */
  final long[][] series;

  final Dictionary<String> seriesNames;
  long calls;
  long groups;
  long outside;
  long lastHour;
  long weekBefore;

  /** By number: whether any group of the table has the disposition or the category. */
  final boolean[] isDisposition;

  final boolean[] isCategory;

  /**
   * Whether the job groups by a field in the place of the disposition. The code is empty in counts
   * without a disposition that an older job wrote.
   */
  boolean hasDispositions;

  private final int[] seriesOf;

  ViewSums(CountColumns columns, Filter filter) {
    this.columns = columns;
    roles = new WindowRoles(columns.windows(), filter);
    groupFilter = new GroupFilter(columns, filter);
    CountColumns.Dictionaries names = columns.names();
    int labels = groupFilter.labels.size();
    ofLabel = new long[labels];
    beforeOfLabel = new long[labels];
    earlierOfLabel = new long[labels];
    weeksOfLabel = new long[labels][];
    ofDisposition = new long[names.dispositions().size()];
    ofCategory = new long[names.categories().size()];
    isDisposition = new boolean[ofDisposition.length];
    isCategory = new boolean[ofCategory.length];
    String field = columns.order().disposition();
    hasDispositions = field != null && !field.equals(GroupFields.DISPOSITION);
    ofWindow = new long[columns.windows().size()];
    boolean byType = !filter.types().isEmpty() && filter.types().size() <= MOST_SERIES;
    seriesNames = byType ? groupFilter.labels : names.categories();
    seriesOf = byType ? groupFilter.labelOf : columns.meanings().category();
    series = new long[seriesNames.size()][];
    addGroups();
    sumUpWindows();
  }

  private void addGroups() {
    CountColumns.Rows rows = columns.rows();
    boolean[] isCode = GroupFilter.having(columns.names().dispositions(), name -> !name.isEmpty());
    for (int row = 0, size = columns.size(); row < size; row++) {
      int type = rows.type()[row];
      int disposition = rows.disposition()[row];
      hasDispositions |= isCode[disposition];
      isDisposition[disposition] = true;
      isCategory[columns.meanings().category()[type]] = true;
      int role = roles.of[rows.window()[row]];
      if (role != 0 && groupFilter.accepts(type, disposition)) {
        addGroup(rows, row, role);
      }
    }
  }

  private void addGroup(CountColumns.Rows rows, int row, int role) {
    int window = rows.window()[row];
    int type = rows.type()[row];
    int label = groupFilter.labelOf[type];
    long some = rows.calls()[row];
    if ((role & WindowRoles.OUTSIDE) != 0) {
      outside += some;
    }
    if ((role & WindowRoles.EARLIER) != 0) {
      earlierOfLabel[label] += some;
    }
    if ((role & WindowRoles.BEFORE) != 0) {
      beforeOfLabel[label] += some;
    }
    if ((role & WindowRoles.SHOWN) != 0) {
      groups++;
      ofLabel[label] += some;
      ofCategory[columns.meanings().category()[type]] += some;
      ofDisposition[rows.disposition()[row]] += some;
      ofWindow[window] += some;
      int line = seriesOf[type];
      if (series[line] == null) {
        series[line] = new long[roles.steps];
      }
      series[line][roles.stepOf[window]] += some;
    }
    if ((role & WindowRoles.SAME_HOUR) != 0) {
      addSameHour(roles.week[window], label, some);
    }
  }

  private void addSameHour(int week, int label, long some) {
    if (weeksOfLabel[label] == null) {
      weeksOfLabel[label] = new long[Baseline.WEEKS + 1];
    }
    weeksOfLabel[label][week] += some;
    lastHour += week == 0 ? some : 0;
    weekBefore += week == 1 ? some : 0;
  }

  private void sumUpWindows() {
    for (int window = 0; window < ofWindow.length; window++) {
      int hour = roles.hourOfWeek[window];
      heat[hour / 24][hour % 24] += ofWindow[window];
      calls += ofWindow[window];
    }
  }
}
