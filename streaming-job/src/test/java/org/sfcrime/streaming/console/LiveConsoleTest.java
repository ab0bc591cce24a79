package org.sfcrime.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.Terminal;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.SparkProgress;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.query.BatchSummary;
import org.sfcrime.streaming.query.JobScript;

class LiveConsoleTest {
  private static final BucketReport REPORT =
      new BucketReport(
          new RowCounts(5, 4, 0, 0, 0, 0, Map.of(RejectionReason.NOT_JSON, 1L)),
          new RowCounts(5, 4, 0, 0, 0, 0, Map.of(RejectionReason.NOT_JSON, 1L)),
          Map.of(),
          CallDateTime.parse("2018-12-31T22:29:00.000"),
          1,
          2);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
  private final PrintStream terminal = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final LiveScreen screen =
      new LiveScreen(terminal, StandardCharsets.UTF_8, () -> Terminal.USUAL);

  private LiveConsole console(PrintStream log) {
    return new LiveConsole(
        screen,
        new LiveText(JobScript.TUMBLING, Marks.BLOCKS),
        new PlainConsole(terminal, errors, "calls", JobScript.TUMBLING, 2),
        log);
  }

  private static BatchSummary summary(Map<String, Long> types) {
    long start = CallDateTime.parse("2018-12-31T23:50:00.000");
    List<CountRecord> counts =
        types.keySet().stream()
            .sorted()
            .map(
                type ->
                    new CountRecord(
                        start, JobScript.TUMBLING.windowEnd(start), type, "HAN", "Handled", 1))
            .toList();
    return new BatchSummary(counts, List.of(), types, REPORT);
  }

  private String drawn() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  @Test
  void progress_drawsWhatTheBatchesCounted() {
    LiveConsole console = console(null);
    console.show(6, summary(Map.of("Theft", 3L)));
    assertThat(drawn()).isEmpty();
    console.show(7, summary(Map.of("Alarm", 1L, "Stop", 1L, "Theft", 2L)));
    console.progress(SparkProgress.of(100), REPORT);
    assertThat(drawn())
        .containsPattern("batch 7 at \\d\\d:\\d\\d:05: 5 rows in 0.62 s, lag 9\n")
        .containsSubsequence(
            "rows/s █ 100, highest 100\n",
            "read 5 = counted 4 + late 0 + rejected 1",
            "Theft ",
            " 5   71.4 %\n",
            "Alarm ",
            "window_start ",
            "Alarm ",
            "Stop ")
        .doesNotContain("2018-12-31 23:50:00  Theft");
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("rejected").hasLineCount(2);
  }

  @Test
  void show_terminalCannotBeWritten() {
    LiveConsole console = console(null);
    terminal.close();
    console.progress(SparkProgress.of(100), REPORT);
    assertThatThrownBy(() -> console.show(8, summary(Map.of())))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("standard output cannot be written: ");
  }

  @Test
  void progress_firstRateIsTheSpeedAndIdleIsNone() {
    LiveConsole console = console(null);
    console.idle();
    console.redraw();
    assertThat(drawn()).isEmpty();
    console.progress(SparkProgress.of(Double.NaN), REPORT);
    assertThat(drawn()).contains("█ 8, highest 8\n");
    console.idle();
    assertThat(drawn()).contains("█▁ 0, highest 8\n");
    console.redraw();
    assertThat(drawn()).contains("█▁ 0, highest 8\n");
  }

  @Test
  void progress_alsoAsALineWhereErrorsAreElsewhere() {
    console(errors).progress(SparkProgress.of(100), REPORT);
    assertThat(drawn()).contains("batch 7 at ");
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("batch 7: numInputRows 5,");
  }
}
