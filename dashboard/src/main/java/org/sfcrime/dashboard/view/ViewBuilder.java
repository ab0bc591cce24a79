package org.sfcrime.dashboard.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.WindowTable;

/** Builds a {@link View} of the counts table, or a list of types, from {@link ViewSums}. */
public final class ViewBuilder {
  private static final int MOST_BARS = 15;
  private static final int MOST_DISPOSITIONS = 50;
  private static final Comparator<View.Bar> MOST_FIRST =
      Comparator.comparingLong(View.Bar::calls).reversed().thenComparing(View.Bar::name);

  private final ViewSums sums;

  private ViewBuilder(ViewSums sums) {
    this.sums = sums;
  }

  /** Builds the view of the table's current totals. */
  public static View of(CountsTable table, Filter filter) {
    return table.read(
        () -> new ViewBuilder(new ViewSums(table.columns(), filter)).view(table.version()));
  }

  /** Returns the types whose name contains a text, the most frequent first. */
  public static List<View.Bar> types(CountsTable table, Filter filter, String text, int most) {
    return table.read(
        () -> {
          ViewBuilder view = new ViewBuilder(new ViewSums(table.columns(), filter.withoutTypes()));
          return found(mostFirst(view.sums.ofLabel, view::type), text, most);
        });
  }

  /** Returns the dispositions whose name contains a text, the most frequent first. */
  public static List<View.Bar> dispositions(
      CountsTable table, Filter filter, String text, int most) {
    return table.read(
        () -> {
          ViewBuilder view =
              new ViewBuilder(new ViewSums(table.columns(), filter.withoutDispositions()));
          return found(mostFirst(view.sums.ofDisposition, view::disposition), text, most);
        });
  }

  private static List<View.Bar> found(List<View.Bar> bars, String text, int most) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return bars.stream()
        .filter(bar -> bar.name().toLowerCase(Locale.ROOT).contains(wanted))
        .limit(most)
        .toList();
  }

  private View view(long version) {
    WindowRoles roles = sums.roles;
    List<View.Bar> types = mostFirst(sums.ofLabel, this::type);
    return new View(
        version,
        new View.Fields(
            sums.columns.order().type(),
            sums.hasDispositions ? sums.columns.order().disposition() : null),
        roles.data,
        new View.Span(sums.columns.windows().lastStart(), roles.data.to()),
        roles.main,
        sums.outside,
        roles.shown,
        figures(types),
        new View.Timeline(roles.firstStep, roles.step, series()),
        sums.heat,
        types.stream().limit(MOST_BARS).toList(),
        mostFirst(sums.ofDisposition, this::disposition).stream().limit(MOST_DISPOSITIONS).toList(),
        new View.Unusual(
            roles.history.isEnough(),
            Baseline.surprises(
                sums.groupFilter.labels, sums.weeksOfLabel, sums.earlierOfLabel, roles.history)),
        choices());
  }

  private View.Choices choices() {
    List<View.Bar> dispositions = byName(sums.isDisposition, this::disposition);
    boolean tooMany = dispositions.size() > MOST_DISPOSITIONS;
    return new View.Choices(
        byName(sums.isCategory, this::category), tooMany ? List.of() : dispositions, tooMany);
  }

  private View.Figures figures(List<View.Bar> types) {
    WindowRoles roles = sums.roles;
    long now = roles.shown.to();
    Long week = roles.knowsWeekBefore() ? (Long) sums.weekBefore : null;
    return new View.Figures(
        sums.calls,
        sums.groups,
        new View.LastHour(now - Baseline.HOUR, now, sums.lastHour, week),
        types.isEmpty() ? null : types.get(0),
        busiest(),
        hasCodes() ? (Long) withoutDisposition() : null);
  }

  private boolean hasCodes() {
    return sums.hasDispositions
        && GroupFields.DISPOSITION.equals(sums.columns.order().disposition());
  }

  /** Returns the window with the most calls, the first of several; null if no window has calls. */
  private View.Busiest busiest() {
    WindowTable windows = sums.columns.windows();
    return IntStream.range(0, sums.ofWindow.length)
        .filter(id -> sums.ofWindow[id] > 0)
        .mapToObj(id -> new View.Busiest(windows.start(id), windows.end(id), sums.ofWindow[id]))
        .min(
            Comparator.comparingLong(View.Busiest::calls)
                .reversed()
                .thenComparing(View.Busiest::from))
        .orElse(null);
  }

  private long withoutDisposition() {
    return IntStream.range(0, sums.ofDisposition.length)
        .filter(id -> description(id).isEmpty())
        .mapToLong(id -> sums.ofDisposition[id])
        .sum();
  }

  private List<View.Series> series() {
    List<View.Series> series = new ArrayList<>();
    for (int id = 0; id < sums.series.length; id++) {
      if (sums.series[id] != null) {
        series.add(new View.Series(sums.seriesNames.get(id), sums.series[id]));
      }
    }
    series.sort(Comparator.comparing(View.Series::name));
    return series;
  }

  private View.Bar type(int label) {
    Long before = sums.roles.knowsBefore() ? (Long) sums.beforeOfLabel[label] : null;
    return new View.Bar(sums.groupFilter.labels.get(label), "", sums.ofLabel[label], before);
  }

  private View.Bar disposition(int id) {
    String code = sums.columns.names().dispositions().get(id);
    return new View.Bar(code, description(id), sums.ofDisposition[id], null);
  }

  private String description(int disposition) {
    return sums.columns.meanings().description().get(disposition);
  }

  private View.Bar category(int id) {
    return new View.Bar(sums.columns.names().categories().get(id), "", sums.ofCategory[id], null);
  }

  private static List<View.Bar> mostFirst(long[] calls, IntFunction<View.Bar> bar) {
    return IntStream.range(0, calls.length)
        .filter(id -> calls[id] > 0)
        .mapToObj(bar)
        .sorted(MOST_FIRST)
        .toList();
  }

  /**
   * Returns the names of all groups, also those that the filter leaves out: a user can choose these
   * instead.
   */
  private static List<View.Bar> byName(boolean[] isOfAGroup, IntFunction<View.Bar> bar) {
    return IntStream.range(0, isOfAGroup.length)
        .filter(id -> isOfAGroup[id])
        .mapToObj(bar)
        .sorted(Comparator.comparing(View.Bar::name))
        .toList();
  }
}
