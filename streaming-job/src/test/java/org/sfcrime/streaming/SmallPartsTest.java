package org.sfcrime.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.console.TextTable;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.BucketState;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.count.GroupCounts;
import org.sfcrime.streaming.count.PartitionsAtStart;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.kafka.TopicAtStart;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.query.CrimeCounts;
import org.sfcrime.streaming.query.JobScript;

/** Intervals, rules, radio codes, the ledger, the state's format, the table. */
class SmallPartsTest {
  @TempDir Path folder;

  @Test
  void durations_parseAndFormat() {
    for (String text :
        List.of("10 minutes", "1 hour", "2 seconds", "250 milliseconds", "3 days", "0 seconds")) {
      assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }
    assertThat(Durations.parse("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThatThrownBy(() -> Durations.parse("ten minutes"))
        .hasMessage(
            "'ten minutes' is not an interval; write it like \"10 minutes\", \"2 seconds\" or \"1 hour\"");
  }

  @Test
  void rules_namesTheValuesThatDoNotFit() {
    assertThatThrownBy(() -> JobScript.rules(10, 20, false))
        .hasMessage("slide (20 minutes) must not exceed window (10 minutes)");
    assertThatThrownBy(() -> JobScript.rules(10, 4, false))
        .hasMessage("window (10 minutes) must be a whole multiple of slide (4 minutes)");
  }

  @Test
  void rules_whatTheStateDependsOnIsFrozen() {
    assertThat(JobScript.rules(20, 10, true).frozenSettings())
        .isEqualTo(
            Map.of(
                "--window", "20 minutes",
                "--slide", "10 minutes",
                "--group-by", "crime-type,disposition",
                "--deduplicate", "not given",
                "--output-mode", "append"));
    assertThat(JobScript.deduplicating().frozenSettings())
        .containsEntry("--deduplicate", "given")
        .containsEntry("--output-mode", "update");
  }

  @Test
  void radioCodes_theTableInTheJar() {
    assertThat(RadioCodes.read(null).descriptions()).hasSize(19).containsEntry("HAN", "Handled");
  }

  @Test
  void radioCodes_aCodeTwiceIsAnError() throws IOException {
    Path file = folder.resolve("codes.json");
    Files.writeString(
        file,
        "[{\"disposition_code\":\"HAN\",\"description\":\"Handled\"},{\"disposition_code\":\"HAN\",\"description\":\"x\"}]");
    assertThatThrownBy(() -> RadioCodes.read(file))
        .hasMessage(file + ": disposition code HAN stands twice; keep one");
  }

  @Test
  void radioCodes_missingOrBrokenFile() throws IOException {
    assertThatThrownBy(() -> RadioCodes.read(folder.resolve("none.json")))
        .hasMessageContaining("none.json: cannot be read (NoSuchFileException)");
    Path broken = Files.writeString(folder.resolve("broken.json"), "[{");
    assertThatThrownBy(() -> RadioCodes.read(broken)).hasMessageContaining("not JSON");
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\":{}}");
    assertThatThrownBy(() -> RadioCodes.read(other)).hasMessageContaining("disposition_code");
  }

  @Test
  void bucketKeys_oneForEachShufflePartition() {
    int[] keys = CrimeCounts.bucketKeys(7);
    for (int partition = 0; partition < 7; partition++) {
      assertThat(Math.floorMod(Murmur3_x86_32.hashInt(keys[partition], 42), 7))
          .isEqualTo(partition);
    }
  }

  @Test
  void state_unknownFormatIsRefused() {
    byte[] encoded = Encoding.encode(BucketState.empty()::writeTo);
    encoded[0] = 9;
    assertThatThrownBy(() -> Encoding.decode("state", encoded, BucketState::readFrom))
        .hasMessageContaining(
            "the checkpoint's state has format 9 and this version reads format 3");
  }

  @Test
  void state_cutShortIsRefused() {
    byte[] encoded = Encoding.encode(BucketState.empty()::writeTo);
    byte[] shorter = Arrays.copyOf(encoded, encoded.length - 1);
    assertThatThrownBy(() -> Encoding.decode("the state", shorter, BucketState::readFrom))
        .hasMessage("the state is cut short");
  }

  @Test
  void groupCounts_longNamesSurviveTheEncoding() {
    GroupCounts counts = new GroupCounts();
    Group group = new Group("é".repeat(100_000), "");
    counts.add(group, true);
    GroupCounts read =
        Encoding.decode("counts", Encoding.encode(counts::writeTo), GroupCounts::readFrom);
    Map<Group, Long> groups = new HashMap<>();
    read.forEach(groups::put);
    assertThat(groups).isEqualTo(Map.of(group, 1L));
    assertThat(read.unmatched()).isEqualTo(1);
  }

  @Test
  void ledger_aBatchDoneAgainReplacesItsLineAndLaterOnes() throws IOException {
    Ledger ledger = ledger();
    for (long batch = 98; batch <= 102; batch++) {
      ledger.record(new Ledger.Entry(batch, offsets(batch), report(batch)));
    }
    ledger().record(new Ledger.Entry(101, Map.of(), report(7)));
    assertThat(ledger().read(101).orElseThrow().report().totals()).isEqualTo(report(7).totals());
    assertThat(ledger().read(102)).isEmpty();
    assertThat(ledger().read(99).orElseThrow())
        .isEqualTo(new Ledger.Entry(99, offsets(99), report(99)));
  }

  @Test
  void tally_identity() {
    Map<RejectionReason, Long> two = Map.of(RejectionReason.NOT_JSON, 2L);
    assertThat(new RowCounts(10, 5, 2, 1, 1, two).identityHolds(1)).isTrue();
    assertThat(new RowCounts(10, 5, 2, 0, 1, two).identityHolds(1)).isFalse();
    assertThat(new RowCounts(10, 12, 4, 0, 1, two).identityHolds(2)).isTrue();
  }

  @Test
  void partitions_whatAvailableNowHasReadToTheEndIsFinished() {
    TopicAtStart topic = new TopicAtStart("calls", "id", Map.of(0, 10L, 1, 10L, 2, 0L));
    assertThat(topic.partitions(Map.of(0, 4L, 1, 10L), true))
        .isEqualTo(new PartitionsAtStart(Set.of(0), Set.of(1, 2)));
    assertThat(topic.partitions(Map.of(0, 4L, 1, 10L), false))
        .isEqualTo(new PartitionsAtStart(Set.of(0, 1, 2), Set.of()));
  }

  @Test
  void table_nothingThatATerminalWouldObey() {
    assertThat(
            TextTable.draw(List.of("type", "count"), List.of(List.of("\u001b[2Jx\u202e", "12")), 1))
        .isEqualTo(
            """
            +----------------+-----+
            |type            |count|
            +----------------+-----+
            |\\u001b[2Jx\\u202e|   12|
            +----------------+-----+
            """);
  }

  private Ledger ledger() {
    return new Ledger(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  private static Map<Integer, Ledger.OffsetRange> offsets(long batch) {
    return Map.of(0, new Ledger.OffsetRange(batch * 10, batch * 10 + 10));
  }

  private static BucketReport report(long rows) {
    RowCounts tally = new RowCounts(rows, rows, 0, 0, 0, Map.of(RejectionReason.NOT_JSON, rows));
    return new BucketReport(tally, tally, Map.of(), rows * 1_000, 1, 1);
  }

  @Test
  void encode_writerFailuresAreNotHidden() {
    Encoding.Writer failing =
        (DataOutputStream out) -> {
          throw new IOException("no");
        };
    assertThatThrownBy(() -> Encoding.encode(failing)).hasRootCauseMessage("no");
  }
}
