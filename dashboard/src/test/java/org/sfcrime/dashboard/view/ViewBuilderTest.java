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
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;

/** Compares views with sums that are computed directly from the records. */
class ViewBuilderTest {
  private static final long MINUTE = 60_000;
  private static final long MONDAY = WallClock.parse("2018-12-24 00:00:00");
  private static final String[] TYPES = {"Dw", "Traffic Stop", "<b>", "Passing Call", "22500e"};
  private static final String[] CODES = {"HAN", "ADM", "GEN", "Not recorded"};

  private static String description(String code) {
    return code.equals("HAN") || code.equals("ADM") ? "meaning of " + code : "";
  }

  private static CountRecord count(long start, String type, String code, long calls) {
    return new CountRecord(start, start + 10 * MINUTE, type, code, description(code), calls);
  }

  /** Writes totals, replaced totals and tombstones; returns the newest totals above zero. */
  private static List<CountRecord> fill(CountsTable table, Random random, int writes) {
    Map<List<Object>, CountRecord> newest = new HashMap<>();
    List<CountRecord> batch = new ArrayList<>();
    for (int i = 0; i < writes; i++) {
      CountRecord one =
          count(
              MONDAY + 10 * MINUTE * random.nextInt(14 * 144),
              TYPES[random.nextInt(TYPES.length)],
              CODES[random.nextInt(CODES.length)],
              random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(9));
      batch.add(one);
      newest.put(List.of(one.windowStart(), one.first(), one.second()), one);
      if (random.nextInt(50) == 0) {
        table.put(batch);
        batch.clear();
      }
    }
    table.put(batch);
    return newest.values().stream().filter(one -> one.count() > 0).toList();
  }

  private static Map<String, Long> sums(List<View.Bar> bars) {
    return bars.stream().collect(Collectors.toMap(View.Bar::name, View.Bar::calls));
  }

  private static long sum(List<CountRecord> counts, Predicate<CountRecord> which) {
    return counts.stream().filter(which).mapToLong(CountRecord::count).sum();
  }

  @Test
  void randomTotals_equalThePlainSums() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    CountsTable table = new CountsTable(new CrimeTypeNames());
    List<CountRecord> all = fill(table, random, 20_000);
    for (int round = 0; round < 20; round++) {
      long from = MONDAY + 10 * MINUTE * random.nextInt(7 * 144);
      long to = from + 10 * MINUTE * (1 + random.nextInt(7 * 144));
      Set<String> types = random.nextBoolean() ? Set.of() : Set.of("Dw", "<b>");
      Set<String> codes = random.nextBoolean() ? Set.of() : Set.of("GEN");
      Filter filter = new Filter(from, to, 0, false, Set.of(), types, codes, random.nextBoolean());
      Predicate<CountRecord> named =
          one ->
              (types.isEmpty() || types.contains(one.first()))
                  && (codes.isEmpty() || codes.contains(one.second()));
      Predicate<CountRecord> shown =
          one -> one.windowStart() >= from && one.windowStart() < to && named.test(one);
      assertSums(
          ViewBuilder.of(table, filter), all.stream().filter(shown).toList(), "seed " + seed);
      assertThat(ViewCsv.rows(table, filter).rows())
          .as("seed " + seed)
          .containsExactlyInAnyOrderElementsOf(all.stream().filter(shown).toList());
    }
  }

  private static void assertSums(View view, List<CountRecord> shown, String seed) {
    long calls = sum(shown, one -> true);
    assertThat(view.figures().calls()).as(seed).isEqualTo(calls);
    assertThat(view.figures().groups()).as(seed).isEqualTo(shown.size());
    assertThat(view.figures().withoutDisposition())
        .as(seed)
        .isEqualTo(sum(shown, one -> one.description().isEmpty()));
    ToLongFunction<CountRecord> byCalls = CountRecord::count;
    assertThat(sums(view.types()))
        .as(seed)
        .isEqualTo(
            shown.stream()
                .collect(
                    Collectors.groupingBy(CountRecord::first, Collectors.summingLong(byCalls))));
    assertThat(sums(view.dispositions()))
        .as(seed)
        .isEqualTo(
            shown.stream()
                .collect(
                    Collectors.groupingBy(CountRecord::second, Collectors.summingLong(byCalls))));
    for (int hour = 0; hour < 168; hour++) {
      int wanted = hour;
      assertThat(view.heat()[hour / 24][hour % 24])
          .as(seed)
          .isEqualTo(
              sum(shown, one -> (one.windowStart() - MONDAY) / Baseline.HOUR % 168 == wanted));
    }
    long drawn =
        view.timeline().series().stream().mapToLong(one -> Arrays.stream(one.calls()).sum()).sum();
    assertThat(drawn).as(seed).isEqualTo(calls);
    long busiest =
        shown.stream()
            .collect(
                Collectors.groupingBy(CountRecord::windowStart, Collectors.summingLong(byCalls)))
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
    CountsTable table = new CountsTable(new CrimeTypeNames());
    long now = MONDAY + 240 * Baseline.HOUR;
    table.put(
        List.of(
            count(MONDAY, "Dw", "HAN", 1),
            count(now - 10 * MINUTE, "Dw", "HAN", 7),
            count(now - Baseline.HOUR, "Dw", "HAN", 2),
            count(now - Baseline.HOUR - 10 * MINUTE, "Dw", "HAN", 100),
            count(now - 10 * MINUTE - 168 * Baseline.HOUR, "Dw", "HAN", 5)));
    assertThat(ViewBuilder.of(table, Filter.ALL).figures().lastHour())
        .isEqualTo(new View.LastHour(now - Baseline.HOUR, now, 9, 5L));
  }

  /** A filter that leaves only calls without a disposition does not make the figure null. */
  @Test
  void withoutDisposition_nullWhereNoneOfAllIsCounted() {
    CountsTable table = new CountsTable(new CrimeTypeNames());
    table.put(List.of(count(MONDAY, "property", "", 4), count(MONDAY, "alarm", "", 3)));
    assertThat(ViewBuilder.of(table, Filter.ALL).figures().withoutDisposition()).isNull();
    table.put(List.of(count(MONDAY + 10 * MINUTE, "alarm", "HAN", 1)));
    assertThat(ViewBuilder.of(table, Filter.ALL).figures().withoutDisposition()).isEqualTo(7);
    Filter first =
        new Filter(MONDAY, MONDAY + 10 * MINUTE, 0, false, Set.of(), Set.of(), Set.of(), false);
    assertThat(ViewBuilder.of(table, first).figures().withoutDisposition()).isEqualTo(7);
  }

  /** A city has more addresses than dispositions. */
  @Test
  void hundredThousandPlaces_mostFrequentAreListed_anyIsFound() {
    CountsTable table = new CountsTable(new CrimeTypeNames());
    table.fields(GroupFields.of("crime_type", "address"));
    List<CountRecord> counts = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      counts.add(
          new CountRecord(MONDAY, MONDAY + 10 * MINUTE, "Dw", "at " + i, null, 1 + i / 99_999));
    }
    table.put(counts);
    View view = ViewBuilder.of(table, Filter.ALL);
    assertThat(view.figures().calls()).isEqualTo(100_001);
    assertThat(view.dispositions()).hasSize(50).startsWith(new View.Bar("at 99999", "", 2, null));
    assertThat(view.choices())
        .isEqualTo(new View.Choices(view.choices().categories(), List.of(), true));
    assertThat(ViewBuilder.dispositions(table, Filter.ALL, " AT 4711", 60))
        .startsWith(new View.Bar("at 4711", "", 1, null))
        .hasSize(11);
  }

  @Test
  void topicMadeAgain_nothingStays() {
    CountsTable table = new CountsTable(new CrimeTypeNames());
    fill(table, new Random(7), 5_000);
    table.clear();
    assertThat(table.rows()).isZero();
    assertThat(ViewBuilder.of(table, Filter.ALL).data()).isEqualTo(new View.Span(0, 0));
  }

  @Test
  void slidingWindows_eachCallOnce() {
    CountsTable table = new CountsTable(new CrimeTypeNames());
    table.put(List.of(count(MONDAY, "Dw", "HAN", 4), count(MONDAY + 5 * MINUTE, "Dw", "HAN", 4)));
    assertThat(ViewBuilder.of(table, Filter.ALL).figures().calls()).isEqualTo(4);
  }
}
