package org.sfcrime.dashboard.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sfcrime.dashboard.counts.Columns;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.Dictionary;

/** Looks once through all groups and adds up what a view shows. */
public final class ViewBuilder {
  private static final int MOST_BARS = 15;
  private static final int MOST_SERIES = 8;
  private static final Comparator<View.Bar> MOST_FIRST =
      Comparator.comparingLong(View.Bar::calls).reversed().thenComparing(View.Bar::name);

  private final Columns columns;
  private final Filter filter;
  private final WindowRoles roles;
  private final Dictionary labels;
  private final int[] labelOf;

  // By type and by window, while the groups are looked through; by label and hour afterwards.
  private final long[] ofType;
  private final long[] beforeOfType;
  private final long[] earlierOfType;
  private final long[] ofLabel;
  private final long[] beforeOfLabel;
  private final long[] earlierOfLabel;
  private final long[][] weeksOfLabel;
  private final long[] ofDisposition;
  private final long[] beforeOfDisposition;
  private final long[] ofCategory;
  private final long[] ofWindow;
  private final long[][] heat = new long[7][24];
  private final long[][] ofSeries;
  private final boolean byType;
  private long calls;
  private long groups;
  private long lastHour;
  private long weekBefore;
  private boolean byDisposition;

  private ViewBuilder(Columns columns, Filter filter) {
    this.columns = columns;
    this.filter = filter;
    roles = new WindowRoles(columns.windows(), filter.endingAt(columns.windows().last()));
    Columns.Dictionaries names = columns.names();
    labels = filter.asWritten() ? names.types() : names.labels();
    labelOf = filter.asWritten() ? identity(names.types().size()) : columns.meanings().label();
    ofType = new long[names.types().size()];
    beforeOfType = new long[ofType.length];
    earlierOfType = new long[ofType.length];
    ofLabel = new long[labels.size()];
    beforeOfLabel = new long[labels.size()];
    earlierOfLabel = new long[labels.size()];
    weeksOfLabel = new long[labels.size()][];
    ofDisposition = new long[names.dispositions().size()];
    beforeOfDisposition = new long[names.dispositions().size()];
    ofCategory = new long[names.categories().size()];
    ofWindow = new long[columns.windows().size()];
    byType = !filter.types().isEmpty() && filter.types().size() <= MOST_SERIES;
    ofSeries = new long[byType ? labels.size() : ofCategory.length][];
  }

  /** The view of a table, as it is now. */
  public static View of(CountsTable table, Filter filter) {
    return table.read(
        () -> {
          ViewBuilder builder = new ViewBuilder(table.columns(), filter);
          builder.addUp();
          return builder.view(table.version());
        });
  }

  /** All types whose name has the text in it, the most frequent first. */
  public static List<View.Bar> search(CountsTable table, Filter filter, String text, int most) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return table.read(
        () -> {
          ViewBuilder builder = new ViewBuilder(table.columns(), filter.withoutTypes());
          builder.addUp();
          return builder.bars(builder.labels, builder.ofLabel, null).stream()
              .filter(bar -> bar.name().toLowerCase(Locale.ROOT).contains(wanted))
              .limit(most)
              .toList();
        });
  }

  private void addUp() {
    Columns.Rows rows = columns.rows();
    boolean[] typeFits = typesThatFit();
    boolean[] dispositionFits = fitting(columns.names().dispositions(), filter.dispositions());
    boolean[] isCode = codes(columns.names().dispositions());
    byte[] roleOf = roles.of;
    int[] seriesOf = byType ? labelOf : columns.meanings().category();
    for (int row = 0, size = columns.size(); row < size; row++) {
      int type = rows.type()[row];
      int disposition = rows.disposition()[row];
      byDisposition |= isCode[disposition];
      int role = roleOf[rows.window()[row]];
      if (role != 0 && typeFits[type] && dispositionFits[disposition]) {
        add(rows, row, role, seriesOf[type]);
      }
    }
    sumUp();
  }

  /** Runs for each of a year's 800,000 groups: what can wait for {@link #sumUp} does. */
  private void add(Columns.Rows rows, int row, int role, int series) {
    int window = rows.window()[row];
    int type = rows.type()[row];
    int disposition = rows.disposition()[row];
    long some = rows.calls()[row];
    if ((role & WindowRoles.EARLIER) != 0) {
      earlierOfType[type] += some;
    }
    if ((role & WindowRoles.BEFORE) != 0) {
      beforeOfType[type] += some;
      beforeOfDisposition[disposition] += some;
    }
    if ((role & WindowRoles.SHOWN) != 0) {
      groups++;
      ofType[type] += some;
      ofDisposition[disposition] += some;
      ofWindow[window] += some;
      if (ofSeries[series] == null) {
        ofSeries[series] = new long[roles.steps];
      }
      ofSeries[series][roles.stepOf[window]] += some;
    }
    if ((role & WindowRoles.SAME_HOUR) != 0) {
      addSameHour(roles.week[window], labelOf[type], some);
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

  private void sumUp() {
    for (int type = 0; type < ofType.length; type++) {
      int label = labelOf[type];
      ofLabel[label] += ofType[type];
      beforeOfLabel[label] += beforeOfType[type];
      earlierOfLabel[label] += earlierOfType[type];
      ofCategory[columns.meanings().category()[type]] += ofType[type];
    }
    for (int window = 0; window < ofWindow.length; window++) {
      int hour = roles.hourOfWeek[window];
      heat[hour / 24][hour % 24] += ofWindow[window];
      calls += ofWindow[window];
    }
  }

  private boolean[] typesThatFit() {
    Columns.Dictionaries names = columns.names();
    boolean[] categoryFits = fitting(names.categories(), filter.categories());
    boolean[] labelFits = fitting(labels, filter.types());
    boolean[] fits = new boolean[names.types().size()];
    for (int type = 0; type < fits.length; type++) {
      fits[type] = categoryFits[columns.meanings().category()[type]] && labelFits[labelOf[type]];
    }
    return fits;
  }

  /** Which dispositions are one: a job that does not count by them leaves the code empty. */
  private static boolean[] codes(Dictionary dispositions) {
    boolean[] codes = new boolean[dispositions.size()];
    for (int id = 0; id < codes.length; id++) {
      codes[id] = !dispositions.text(id).isEmpty();
    }
    return codes;
  }

  private static boolean[] fitting(Dictionary names, Set<String> wanted) {
    boolean[] fits = new boolean[names.size()];
    for (int id = 0; id < fits.length; id++) {
      fits[id] = wanted.isEmpty() || wanted.contains(names.text(id));
    }
    return fits;
  }

  private View view(long version) {
    List<View.Bar> types = bars(labels, ofLabel, beforeOfLabel);
    return new View(
        version,
        roles.data,
        roles.shown,
        figures(types),
        new View.Timeline(roles.firstStep, roles.step, series()),
        heat,
        types.stream().limit(MOST_BARS).toList(),
        dispositions(ofDisposition, beforeOfDisposition),
        unusual(),
        new View.Choices(
            choices(columns.names().categories(), ofCategory, null),
            choices(
                columns.names().dispositions(), ofDisposition, columns.meanings().description())));
  }

  private View.Figures figures(List<View.Bar> types) {
    Columns.Windows windows = columns.windows();
    View.Busiest busiest = null;
    for (int id = 0; id < ofWindow.length; id++) {
      if (ofWindow[id] > 0
          && (busiest == null
              || ofWindow[id] > busiest.calls()
              || (ofWindow[id] == busiest.calls() && windows.start(id) < busiest.from()))) {
        busiest = new View.Busiest(windows.start(id), windows.end(id), ofWindow[id]);
      }
    }
    long now = roles.shown.to();
    Long week = roles.knowsWeekBefore() ? (Long) weekBefore : null;
    return new View.Figures(
        calls,
        groups,
        new View.LastHour(now - Baseline.HOUR, now, lastHour, week),
        types.isEmpty() ? null : types.get(0),
        busiest,
        byDisposition ? (Long) withoutDisposition() : null);
  }

  private long withoutDisposition() {
    long without = 0;
    for (int id = 0; id < ofDisposition.length; id++) {
      without += columns.meanings().description()[id].isEmpty() ? ofDisposition[id] : 0;
    }
    return without;
  }

  private List<View.Series> series() {
    List<View.Series> series = new ArrayList<>();
    for (int id = 0; id < ofSeries.length; id++) {
      if (ofSeries[id] != null) {
        String name = byType ? labels.text(id) : columns.names().categories().text(id);
        series.add(new View.Series(name, ofSeries[id]));
      }
    }
    series.sort(Comparator.comparing(View.Series::name));
    return series;
  }

  private View.Unusual unusual() {
    return new View.Unusual(
        roles.history.isEnough(),
        Baseline.surprises(labels, weeksOfLabel, earlierOfLabel, roles.history));
  }

  private List<View.Bar> dispositions(long[] shown, long[] before) {
    List<View.Bar> bars = new ArrayList<>();
    for (int id = 0; id < shown.length; id++) {
      if (shown[id] > 0) {
        String code = columns.names().dispositions().text(id);
        String meaning = columns.meanings().description()[id];
        bars.add(new View.Bar(code, meaning, shown[id], before(before, id)));
      }
    }
    bars.sort(MOST_FIRST);
    return bars;
  }

  private List<View.Bar> bars(Dictionary names, long[] shown, long[] before) {
    List<View.Bar> bars = new ArrayList<>();
    for (int id = 0; id < shown.length; id++) {
      if (shown[id] > 0) {
        bars.add(new View.Bar(names.text(id), "", shown[id], before(before, id)));
      }
    }
    bars.sort(MOST_FIRST);
    return bars;
  }

  /** All there are, also those that the filter leaves out: they can be chosen instead. */
  private static List<View.Bar> choices(Dictionary names, long[] shown, String[] meanings) {
    List<View.Bar> choices = new ArrayList<>();
    for (int id = 0; id < shown.length; id++) {
      String meaning = meanings == null ? "" : meanings[id];
      choices.add(new View.Bar(names.text(id), meaning, shown[id], null));
    }
    choices.sort(Comparator.comparing(View.Bar::name));
    return choices;
  }

  private Long before(long[] before, int id) {
    return before == null || !roles.knowsBefore() ? null : (Long) before[id];
  }

  private static int[] identity(int size) {
    int[] same = new int[size];
    for (int i = 0; i < size; i++) {
      same[i] = i;
    }
    return same;
  }
}
