package org.sfcrime.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sfcrime.dashboard.counts.Count;
import org.sfcrime.dashboard.counts.CountsCsv;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypes;
import org.sfcrime.dashboard.counts.WallClock;

/** The columns against sums that are made the plain way. */
class ViewBuilderTest {
  private static final long MONDAY = WallClock.parse("2018-12-24 00:00:00");
  private static final String[] TYPES = {"Dw", "Traffic Stop", "<b>", "Passing Call", "22500e"};
  private static final String[] CODES = {"HAN", "ADM", "GEN", "Not recorded"};

  private static String description(String code) {
    return code.equals("HAN") || code.equals("ADM") ? "meaning of " + code : "";
  }

  private static Count count(long start, String type, String code, long calls) {
    return new Count(start, start + 600, type, code, description(code), calls);
  }

  /** Totals, replaced totals and tombstones; what stands is returned. */
  private static List<Count> fill(CountsTable table, Random random, int writes) {
    Map<List<Object>, Count> newest = new HashMap<>();
    List<Count> batch = new ArrayList<>();
    for (int i = 0; i < writes; i++) {
      Count one =
          count(
              MONDAY + 600L * random.nextInt(14 * 144),
              TYPES[random.nextInt(TYPES.length)],
              CODES[random.nextInt(CODES.length)],
              random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(9));
      batch.add(one);
      newest.put(List.of(one.start(), one.crimeType(), one.disposition()), one);
      if (random.nextInt(50) == 0) {
        table.put(batch);
        batch.clear();
      }
    }
    table.put(batch);
    return newest.values().stream().filter(one -> one.calls() > 0).toList();
  }

  private static Map<String, Long> sums(List<View.Bar> bars) {
    return bars.stream().collect(Collectors.toMap(View.Bar::name, View.Bar::calls));
  }

  private static long sum(List<Count> counts, Predicate<Count> which) {
    return counts.stream().filter(which).mapToLong(Count::calls).sum();
  }

  @Test
  void randomTotals_equalThePlainSums() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    CountsTable table = new CountsTable(CrimeTypes.none());
    List<Count> all = fill(table, random, 20_000);
    for (int round = 0; round < 20; round++) {
      long from = MONDAY + 600L * random.nextInt(7 * 144);
      long to = from + 600L * (1 + random.nextInt(7 * 144));
      Set<String> types = random.nextBoolean() ? Set.of() : Set.of("Dw", "<b>");
      Set<String> codes = random.nextBoolean() ? Set.of() : Set.of("GEN");
      Filter filter = new Filter(from, to, 0, Set.of(), types, codes, random.nextBoolean());
      Predicate<Count> named =
          one ->
              (types.isEmpty() || types.contains(one.crimeType()))
                  && (codes.isEmpty() || codes.contains(one.disposition()));
      Predicate<Count> shown = one -> one.start() >= from && one.start() < to && named.test(one);
      assertSums(
          ViewBuilder.of(table, filter), all.stream().filter(shown).toList(), "seed " + seed);
      assertThat(CountsCsv.rows(table, filter))
          .as("seed " + seed)
          .containsExactlyInAnyOrderElementsOf(all.stream().filter(shown).toList());
    }
  }

  private static void assertSums(View view, List<Count> shown, String seed) {
    long calls = sum(shown, one -> true);
    assertThat(view.figures().calls()).as(seed).isEqualTo(calls);
    assertThat(view.figures().groups()).as(seed).isEqualTo(shown.size());
    assertThat(view.figures().withoutDisposition())
        .as(seed)
        .isEqualTo(sum(shown, one -> one.description().isEmpty()));
    ToLongFunction<Count> byCalls = Count::calls;
    assertThat(sums(view.types()))
        .as(seed)
        .isEqualTo(
            shown.stream()
                .collect(Collectors.groupingBy(Count::crimeType, Collectors.summingLong(byCalls))));
    assertThat(sums(view.dispositions()))
        .as(seed)
        .isEqualTo(
            shown.stream()
                .collect(
                    Collectors.groupingBy(Count::disposition, Collectors.summingLong(byCalls))));
    for (int hour = 0; hour < 168; hour++) {
      int wanted = hour;
      assertThat(view.heat()[hour / 24][hour % 24])
          .as(seed)
          .isEqualTo(sum(shown, one -> (one.start() - MONDAY) / 3600 % 168 == wanted));
    }
    long drawn =
        view.timeline().series().stream().mapToLong(one -> Arrays.stream(one.calls()).sum()).sum();
    assertThat(drawn).as(seed).isEqualTo(calls);
    long busiest =
        shown.stream()
            .collect(Collectors.groupingBy(Count::start, Collectors.summingLong(byCalls)))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    assertThat(view.figures().busiest() == null ? 0 : view.figures().busiest().calls())
        .as(seed)
        .isEqualTo(busiest);
  }

  @Test
  void weekBefore_isTheSameHour() {
    CountsTable table = new CountsTable(CrimeTypes.none());
    long now = MONDAY + 10 * 86400;
    table.put(
        List.of(
            count(MONDAY, "Dw", "HAN", 1),
            count(now - 600, "Dw", "HAN", 7),
            count(now - 3600, "Dw", "HAN", 2),
            count(now - 3600 - 600, "Dw", "HAN", 100),
            count(now - 600 - Baseline.WEEK, "Dw", "HAN", 5)));
    assertThat(ViewBuilder.of(table, Filter.ALL).figures().lastHour())
        .isEqualTo(new View.LastHour(now - 3600, now, 9, 5L));
  }

  /** A filter that leaves only calls without a code does not make it a run without them. */
  @Test
  void withoutDisposition_nullWhereNoneOfAllIsCounted() {
    CountsTable table = new CountsTable(CrimeTypes.none());
    table.put(List.of(count(MONDAY, "property", "", 4), count(MONDAY, "alarm", "", 3)));
    assertThat(ViewBuilder.of(table, Filter.ALL).figures().withoutDisposition()).isNull();
    table.put(List.of(count(MONDAY + 600, "alarm", "HAN", 1)));
    assertThat(ViewBuilder.of(table, Filter.ALL).figures().withoutDisposition()).isEqualTo(7);
    Filter first = new Filter(MONDAY, MONDAY + 600, 0, Set.of(), Set.of(), Set.of(), false);
    assertThat(ViewBuilder.of(table, first).figures().withoutDisposition()).isEqualTo(7);
  }

  @Test
  void topicMadeAgain_nothingStays() {
    CountsTable table = new CountsTable(CrimeTypes.none());
    fill(table, new Random(7), 5_000);
    table.clear();
    assertThat(table.rows()).isZero();
    assertThat(ViewBuilder.of(table, Filter.ALL).data()).isEqualTo(new View.Span(0, 0));
  }

  @Test
  void slidingWindows_eachCallOnce() {
    CountsTable table = new CountsTable(CrimeTypes.none());
    table.put(List.of(count(MONDAY, "Dw", "HAN", 4), count(MONDAY + 300, "Dw", "HAN", 4)));
    assertThat(ViewBuilder.of(table, Filter.ALL).figures().calls()).isEqualTo(4);
  }
}
