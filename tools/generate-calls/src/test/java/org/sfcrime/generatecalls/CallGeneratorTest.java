package org.sfcrime.generatecalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sfcrime.generatecalls.GenerateCallsOptions.Order;
import org.sfcrime.generatecalls.GenerateCallsOptions.Pieces;
import org.sfcrime.generatecalls.layout.FileFormat;
import org.sfcrime.generatecalls.layout.GeneratedCall;
import org.sfcrime.generatecalls.layout.Layout;

/** The distributions, over 200,000 calls in 91 days: 13 whole weeks. */
class CallGeneratorTest {
  private static final int CALLS = 200_000;

  private static List<GeneratedCall> calls;

  @BeforeAll
  static void generate() throws IOException {
    List<GeneratedCall> made = new ArrayList<>();
    new CallGenerator(options(CALLS, 91)).writeTo(made::add);
    calls = List.copyOf(made);
  }

  private static GenerateCallsOptions options(long calls, int days) {
    return new GenerateCallsOptions(
        calls,
        days,
        7,
        GenerateCallsOptions.DEFAULT_END_DATE,
        Order.NEWEST_FIRST,
        Pieces.OUTSIDE,
        Excess.NONE,
        Layout.CALLS_2016,
        FileFormat.JSON);
  }

  private static <K extends Comparable<K>> Map<K, Double> shares(Function<GeneratedCall, K> key) {
    return calls.stream()
        .collect(
            Collectors.groupingBy(
                key, TreeMap::new, Collectors.summingDouble(call -> 1.0 / CALLS)));
  }

  /** Shares in the city's 6,802 calls. */
  @Test
  void crimeTypes_haveTheRealShares() {
    Map<String, Double> shares = shares(GeneratedCall::crimeType);
    assertThat(shares).hasSize(415);
    assertThat(shares.get("Passing Call")).isCloseTo(1283 / 6802.0, within(0.01));
    assertThat(shares.get("Traffic Stop")).isCloseTo(543 / 6802.0, within(0.01));
    assertThat(shares.get("Suspicious Person")).isCloseTo(325 / 6802.0, within(0.01));
  }

  @Test
  void dispositions_haveTheRealShares() {
    Map<String, Double> shares = shares(GeneratedCall::disposition);
    assertThat(shares).hasSize(20);
    assertThat(shares.get("HAN")).isCloseTo(1932 / 6802.0, within(0.01));
    assertThat(shares.get("GOA")).isCloseTo(793 / 6802.0, within(0.01));
  }

  @Test
  void dispositions_outsideTheTable() throws IOException {
    Set<String> codes = radioCodes();
    assertThat(codes).hasSize(19);
    Map<String, Double> outside =
        shares(call -> codes.contains(call.disposition()) ? "in the table" : call.disposition());
    assertThat(outside).containsOnlyKeys("in the table", "Not recorded", "OTS", "GEN", "FIR");
    assertThat(1 - outside.get("in the table")).isCloseTo(0.103, within(0.005));
  }

  private static Set<String> radioCodes() throws IOException {
    try (InputStream file = Files.newInputStream(Path.of("../../data/radio_code.json"))) {
      return Set.copyOf(new ObjectMapper().readTree(file).findValuesAsText("disposition_code"));
    }
  }

  /** All 8 GEN and 12 OTS of the city's calls are on Traf Violation Cite. */
  @Test
  void dispositions_followTheCrimeType() {
    assertThat(calls.stream().filter(call -> call.disposition().equals("OTS")))
        .extracting(GeneratedCall::crimeType)
        .containsOnly("Traf Violation Cite");
  }

  @Test
  void cities_areBlankAsOftenAsInTheCitysFile() {
    Map<String, Double> shares = shares(call -> call.place().city());
    assertThat(shares.get("")).isCloseTo(134 / 6802.0, within(0.003));
    assertThat(shares.get("Treasure Isla")).isCloseTo(77 / 6802.0, within(0.003));
  }

  @Test
  void hours_areQuietAtNightAndBusyInTheAfternoon() {
    Map<Integer, Double> shares = shares(call -> call.time().getHour());
    assertThat(shares).hasSize(24);
    double night = Stream.of(1, 2, 3, 4, 5).mapToDouble(shares::get).max().orElseThrow();
    double afternoon = Stream.of(15, 16, 17).mapToDouble(shares::get).min().orElseThrow();
    assertThat(afternoon).isGreaterThan(2.5 * night);
  }

  @Test
  void days_haveTheWeeksRhythm() {
    Map<LocalDate, Long> perDay =
        calls.stream().collect(Collectors.groupingBy(GeneratedCall::date, Collectors.counting()));
    LocalDate friday = LocalDate.of(2018, 11, 16);
    assertThat(perDay).hasSize(93);
    assertThat(perDay.get(friday)).isBetween(2_300L, 2_350L);
    assertThat(perDay.get(friday.plusDays(2))).isBetween(1_980L, 2_060L);
  }

  @Test
  void addresses_haveTheCitysSpelling() {
    assertThat(calls)
        .extracting(GeneratedCall::place)
        .allSatisfy(
            place ->
                assertThat(place.address())
                    .matches(
                        switch (place.addressType()) {
                          case "Premise Address", "Common Location" -> "\\d+ Block Of [A-Z0-9].+";
                          case "Intersection" -> "[A-Z0-9][^/]+/[a-z0-9].+";
                          default -> place.city().isEmpty() ? "[A-Z0-9].+" : "\\d+ Blk .+";
                        }));
  }

  /** The generator passes on the calls one by one; it holds only the minutes of a day. */
  @Test
  void writeTo_holdsNoCalls() throws IOException {
    var planned =
        new Object() {
          long calls;
          int days;
        };
    for (DayPart part :
        CallsByDay.of(options(100_000_000, 6_000), new MinuteWeights()).eventTime()) {
      planned.calls += part.calls();
      planned.days++;
    }
    assertThat(planned.calls).isEqualTo(100_000_000);
    assertThat(planned.days).isEqualTo(6_002);
    long[] seen = {0};
    try {
      new CallGenerator(options(100_000_000_000L, 6_000))
          .writeTo(
              call -> {
                if (++seen[0] == 1_000) {
                  throw new IOException("enough");
                }
              });
    } catch (IOException e) {
      // The sink received calls at once: the generator does not collect them first.
      assertThat(e).hasMessage("enough");
    }
    assertThat(seen[0]).isEqualTo(1_000);
  }
}
