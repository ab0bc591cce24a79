package org.sfcrime.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.count.Watermark;
import org.sfcrime.streaming.query.BatchSummary;
import org.sfcrime.streaming.query.JobScript;

class PlainConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PlainConsole console =
      new PlainConsole(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          "calls",
          JobScript.TUMBLING,
          2);

  private static CountRecord count(String time, String crimeType, String description, long calls) {
    long start = CallDateTime.parse("2018-12-31T%s:00.000".formatted(time));
    return new CountRecord(
        start, JobScript.TUMBLING.windowEnd(start), crimeType, "HAN", description, calls);
  }

  private static BatchSummary summary(
      List<CountRecord> first, List<String> rejected, RowCounts batch, RowCounts totals) {
    return new BatchSummary(
        first,
        rejected,
        Map.of(),
        new BucketReport(batch, totals, Map.of(), Watermark.NO_WATERMARK, 0, 0));
  }

  @Test
  void show_outputCannotBeWritten() throws IOException {
    try (PrintStream full = new PrintStream("/dev/full", StandardCharsets.UTF_8)) {
      PlainConsole onFull = new PlainConsole(full, full, "calls", JobScript.TUMBLING, 2);
      BatchSummary batch =
          summary(
              List.of(count("10:00", "Old", "Handled", 9)),
              List.of(),
              RowCounts.ZERO,
              RowCounts.ZERO);
      assertThatThrownBy(() -> onFull.show(7, batch))
          .isInstanceOf(CommandException.class)
          .hasMessageStartingWith("standard output cannot be written: ");
    }
  }

  @Test
  void show_newestWindowFirstHighestCountFirstNoMoreThanTop() {
    console.show(
        7,
        summary(
                List.of(count("10:00", "Old", "Handled", 9)),
                List.of(),
                RowCounts.ZERO,
                RowCounts.ZERO)
            .plus(
                summary(
                    List.of(
                        count("10:10", "Rare", null, 1),
                        count("10:10", "A name that is long and stands there whole", "Handled", 2)),
                    List.of(),
                    RowCounts.ZERO,
                    RowCounts.ZERO)));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            -------------------------------------------
            Batch: 7
            -------------------------------------------
            +-------------------+-------------------+------------------------------------------+-----------+-----------+-----+
            |window_start       |window_end         |crime_type                                |disposition|description|count|
            +-------------------+-------------------+------------------------------------------+-----------+-----------+-----+
            |2018-12-31 10:10:00|2018-12-31 10:20:00|A name that is long and stands there whole|HAN        |Handled    |    2|
            |2018-12-31 10:10:00|2018-12-31 10:20:00|Rare                                      |HAN        |           |    1|
            +-------------------+-------------------+------------------------------------------+-----------+-----------+-----+

            """);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void show_rejectedWithPlaceReasonAndHarmlessText() {
    String rejected =
        BatchSummary.describe(
            new RejectedRecord(
                3, 17, RejectionReason.NOT_JSON, "\u001b[2J{".getBytes(StandardCharsets.UTF_8)));
    RowCounts one = new RowCounts(1, 0, 0, 0, 0, 0, Map.of(RejectionReason.NOT_JSON, 1L));
    console.show(0, summary(List.of(), List.of(rejected), one, one));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "rejected 1 records: 1 not_json\n  calls partition 3 offset 17: not_json: \\u001b[2J{\n");
  }

  @Test
  void show_lateLoudlyTheFirstTime() {
    RowCounts three = new RowCounts(3, 0, 3, 0, 0, 0, Map.of());
    console.show(4, summary(List.of(), List.of(), three, three));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("warning: 3 calls of batch 4 came after their window had closed; 3 so far.\n")
        .contains("bin/producer --order event-time", "--watermark (1 hour)");
    err.reset();
    console.show(5, summary(List.of(), List.of(), three, three.plus(three)));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("warning: 3 calls of batch 5 came after their window had closed; 6 so far.\n");
  }
}
