package org.sfcrime.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.streaming.LocalSpark;
import org.sfcrime.streaming.count.BucketReport;

/** A truncated checkpoint file is refused, even without a checksum. */
class CheckpointTest {
  private static final Map<Integer, Long> UNTIL = Map.of(0, 5L, 1, 70L);

  private static SparkSession spark;

  @TempDir Path folder;
  private Checkpoint checkpoint;

  @BeforeAll
  static void startSpark() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @BeforeEach
  void oneCommittedBatch() throws IOException {
    checkpoint = new Checkpoint(spark, folder.toString(), "calls");
    write(
        "offsets/0",
        """
        v1
        {"batchWatermarkMs":0,"batchTimestampMs":1545000000000,"conf":{}}
        {"calls":{"1":70,"0":5}}""");
    write("commits/0", "v1\n{\"nextBatchWatermarkMs\":0}");
    checkpoint.ledger().record(new Ledger.Entry(0, Map.of(), BucketReport.NOTHING));
    assertThat(checkpoint.position()).isEqualTo(UNTIL);
    assertThat(checkpoint.lastRecorded().batch()).isZero();
  }

  @Test
  void checkpoint_cannotBeCreated() {
    assertThatThrownBy(() -> new Checkpoint(spark, "/proc/none", "calls"))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "checkpoint /proc/none cannot be created: this user cannot write there; choose another directory with --checkpoint");
  }

  @Test
  void position_offsetsCutAnywhere_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("offsets/0"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve("offsets/0"), Arrays.copyOf(whole, length));
      assertThat(catchThrowable(checkpoint::position))
          .as("%d bytes", length)
          .isInstanceOfAny(CommandException.class, IllegalStateException.class, IOException.class);
    }
  }

  @Test
  void lastRecorded_ledgerCutAnywhere_isRefused() throws IOException {
    Path file = folder.resolve("sf-crime-statistics/ledger/000000000000.jsonl");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - "}\n".length(); length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(checkpoint::lastRecorded)
          .as("%d bytes", length)
          .isInstanceOf(CommandException.class);
    }
  }

  @Test
  void stampIds_ofAnotherSink_isRefused() throws IOException {
    stampOfAnOldVersion();
    checkpoint.stampIds(Map.of("topic counts", "a", "table t", "b"));
    checkpoint.stampIds(Map.of("topic counts", "a", "table t", "b"));
    checkpoint.stamp(Map.of("--window", "10 minutes"), Map.of());
    assertThatThrownBy(() -> checkpoint.stampIds(Map.of("topic counts", "c")))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(
            "topic counts is not the one that checkpoint %s has written to (its id was a and is c now): "
                .formatted(folder));
    assertThatThrownBy(() -> checkpoint.stampIds(Collections.singletonMap("table t", null)))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("table t does not exist, and checkpoint %s has ".formatted(folder));
    checkpoint.stampIds(Map.of("topic counts", "a"));
  }

  @Test
  void stamp_settingThatAnOlderVersionDidNotHave() throws IOException {
    stampOfAnOldVersion();
    checkpoint.stamp(Map.of("--upsert", "not given"), Map.of("--upsert", "not given"));
    assertThat(checkpoint.stamped("--window")).contains("10 minutes");
    assertThat(checkpoint.stamped("--upsert")).isEmpty();
    assertThatThrownBy(
            () -> checkpoint.stamp(Map.of("--upsert", "given"), Map.of("--upsert", "not given")))
        .hasMessageStartingWith("--upsert was not given when checkpoint");
  }

  private void stampOfAnOldVersion() throws IOException {
    write("sf-crime-statistics/stamp.json", "{\"--window\":\"10 minutes\"}");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
