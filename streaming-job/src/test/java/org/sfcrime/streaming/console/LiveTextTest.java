package org.sfcrime.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.Terminal;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.query.JobScript;

class LiveTextTest {
  private static final BucketReport REPORT =
      new BucketReport(
          RowCounts.ZERO,
          new RowCounts(6_802, 6_799, 2, 0, 0, 700, Map.of(RejectionReason.NOT_JSON, 1L)),
          Map.of(),
          CallDateTime.parse("2018-12-31T22:29:00.000"),
          7,
          81);

  private final LiveText text = new LiveText(JobScript.TUMBLING, Marks.BLOCKS);

  private static CountRecord count(String time, String crimeType, String description, long calls) {
    long start = CallDateTime.parse("2018-12-31T%s:00.000".formatted(time));
    return new CountRecord(
        start, JobScript.TUMBLING.windowEnd(start), crimeType, "HAN", description, calls);
  }

  private static LiveText.State state(Map<String, Long> types, List<CountRecord> counts) {
    TypeTotals totals = new TypeTotals();
    totals.add(types);
    return new LiveText.State(
        "batch 12", REPORT, List.of(0.0, 125.0, 1_000.0, 512.0), totals, counts);
  }

  private static LiveText.State full() {
    return state(
        IntStream.range(0, 10)
            .boxed()
            .collect(Collectors.toMap(i -> "A type with a long name, nr. " + i, i -> 1_000L - i)),
        Collections.nCopies(
            50, count("23:50", "Traf Violation Cite", "Premises Appears Secure", 3)));
  }

  @Test
  void lines_progressRatesIdentityTypesCounts() {
    assertThat(
            text.lines(
                state(
                    Map.of("Traffic Stop", 1_000L, "Audible Alarm", 250L),
                    List.of(
                        count("23:50", "Traffic Stop", "Handled", 2),
                        count("23:40", "Audible Alarm", null, 1))),
                new Terminal.Size(80, 24)))
        .containsExactly(
            "batch 12",
            "rows/s ▁▂█▅ 512, highest 1,000",
            "read 6,802 = counted 6,799 + late 2 + rejected 1, unmatched 700",
            "watermark 2018-12-31 22:29:00, open windows 7",
            "",
            "since the start                                                   calls    share",
            "Traffic Stop                  █████████████████████████████       1,000   80.0 %",
            "Audible Alarm                 ███████                               250   20.0 %",
            "",
            "window_start         crime_type                          disposition       count",
            "2018-12-31 23:50:00  Traffic Stop                        HAN                   2",
            "2018-12-31 23:40:00  Audible Alarm                       HAN                   1");
  }

  @Test
  void lines_neverWiderOrTallerThanTheTerminal() {
    for (int columns : new int[] {1, 5, 20, 40, 60, 80, 120, 250}) {
      for (int height : new int[] {1, 2, 3, 5, 10, 17, 24, 40}) {
        List<String> lines = text.lines(full(), new Terminal.Size(columns, height));
        assertThat(lines)
            .as("%d x %d", columns, height)
            .hasSizeBetween(1, Math.max(1, height - 3))
            .allMatch(line -> line.codePointCount(0, line.length()) <= columns);
      }
    }
  }

  @Test
  void lines_fillTheTerminal() {
    assertThat(text.lines(full(), new Terminal.Size(80, 24))).hasSize(21);
  }

  @Test
  void lines_asManyRatesAsThereIsRoomFor() {
    LiveText.State many =
        new LiveText.State(
            "batch 12",
            REPORT,
            IntStream.range(0, LiveText.RATES).mapToObj(i -> 1.0 + i % 2).toList(),
            new TypeTotals(),
            List.of());
    assertThat(text.lines(many, new Terminal.Size(60, 24)).get(1))
        .isEqualTo("rows/s %s 2, highest 2".formatted("▅█".repeat(12)));
    assertThat(text.lines(many, new Terminal.Size(120, 40)).get(1)).hasSizeBetween(90, 120);
  }

  @Test
  void lines_narrowLeavesOutTheLessTelling() {
    assertThat(text.lines(full(), new Terminal.Size(60, 24)).get(17))
        .isEqualTo("window_start         crime_type      disposition       count");
    assertThat(text.lines(full(), new Terminal.Size(120, 24)).get(17))
        .containsSubsequence(
            "window_start", "window_end", "crime_type", "disposition", "description", "count");
  }

  @Test
  void lines_nothingThatATerminalWouldObey() {
    assertThat(
            text.lines(
                state(
                    Map.of("\u001b[2J", 1L, "火 e\u0301 שׁ “é”", 1L),
                    List.of(count("23:50", "\u001b[31m\n", "Handled", 1))),
                Terminal.USUAL))
        .anyMatch(line -> line.startsWith("\\u001b[2J "))
        .anyMatch(line -> line.startsWith("\\u706b e\\u0301 \\u05e9\\u05c1 … "))
        .anyMatch(line -> line.contains("\\u001b[31m\\u000a"))
        .noneMatch(line -> line.contains("\u001b") || line.contains("\n"));
  }

  @Test
  void lines_withoutTypesAndCountsTheProgressAlone() {
    assertThat(text.lines(state(Map.of(), List.of()), Terminal.USUAL)).hasSize(4);
  }

  @Test
  void marks_asTheTerminalHasThem() {
    assertThat(Marks.of(StandardCharsets.UTF_8)).isEqualTo(Marks.BLOCKS);
    assertThat(Marks.of(StandardCharsets.US_ASCII)).isEqualTo(Marks.ASCII);
  }
}
