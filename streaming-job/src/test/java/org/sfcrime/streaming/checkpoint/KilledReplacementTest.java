package org.sfcrime.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.streaming.CheckpointFiles;
import org.sfcrime.streaming.LocalSpark;
import org.sfcrime.streaming.count.BucketReport;

/**
 * A job is killed while it replaces a file of the checkpoint. Version 0.1.0 replaced the file and
 * then its checksum file, so a kill between the two left a checksum that did not match.
 */
class KilledReplacementTest {
  @TempDir Path folder;

  private final Configuration hadoop = new Configuration();

  @BeforeEach
  void configure() {
    hadoop.set(SelectedCheckpointFiles.SETTING, CheckpointFiles.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ledger/000000000000.jsonl", "stamp.json", "1.delta", "1.snapshot"})
  void open_killedBetweenTheRenamesOf010_readsTheNewFile(String name) throws IOException {
    byte[] before = bytes("{\"batch\":0}\n");
    byte[] after = bytes("{\"batch\":0}\n{\"batch\":1}\n");
    replaceOnlyTheFile(name, before, after);

    try (var in = manager().open(path(name))) {
      assertThat(in.readAllBytes()).isEqualTo(after);
    }
    assertThat(new AtomicTextFile(path(name), new Configuration()).read())
        .contains(new String(after, StandardCharsets.UTF_8));
  }

  /** The file is whole at each moment, also for a reader that compares checksums. */
  @Test
  void createAtomic_killedBeforeTheRename_leavesTheOldFile() throws IOException {
    writeAs010("1.delta", bytes("old"));
    var out = manager().createAtomic(path("1.delta"), true);
    out.write(bytes("new, not renamed"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(found -> found.toString().endsWith(".tmp")).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(out::close).isInstanceOf(IOException.class);
    assertThat(readAs010("1.delta")).isEqualTo("old");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void createAtomic_removesAChecksumThatIsLeft(boolean overwrite) throws IOException {
    replaceOnlyTheFile("1.delta", bytes("old"), bytes("killed"));
    if (!overwrite) {
      Files.delete(folder.resolve("1.delta"));
    }
    try (var out = manager().createAtomic(path("1.delta"), overwrite)) {
      out.write(bytes("repeated"));
    }
    assertThat(readAs010("1.delta")).isEqualTo("repeated");
  }

  @Test
  void delete_removesAChecksumThatIsLeft() throws IOException {
    replaceOnlyTheFile("1.delta", bytes("old"), bytes("killed"));
    manager().delete(path("1.delta"));
    assertThat(folder).isEmptyDirectory();
  }

  /** The ledger is the job's own file, so it does not need the setting. */
  @Test
  void ledger_withoutTheSetting_leavesNoChecksum() throws IOException {
    Ledger ledger = new Ledger(path("ledger"), new Configuration());
    ledger.record(new Ledger.Entry(0, Map.of(), BucketReport.NOTHING));
    assertThat(folder.resolve("ledger")).isDirectoryContaining(file -> true);
    assertThat(folder.resolve("ledger")).isDirectoryNotContaining("glob:**.crc");
  }

  /** A stateful query continues even if no checksum matches its file. */
  @Test
  void query_withChecksumsThatDoNotFit_continues() throws Exception {
    Path input = Files.createDirectory(folder.resolve("input"));
    try (SparkSession spark = LocalSpark.start()) {
      Files.writeString(input.resolve("1.txt"), "a\nb\n");
      count(spark, FileContextBasedCheckpointFileManager.class.getName(), input);
      assertThat(checksums()).as("checksums of Spark's own manager").isNotEmpty();
      for (Path checksum : checksums()) {
        Files.write(checksum, new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});
      }
      Files.writeString(input.resolve("2.txt"), "a\n");
      count(spark, CheckpointFiles.class.getName(), input);
      assertThat(spark.sql("select max(count) from counts").first().getLong(0)).isEqualTo(2);
    }
  }

  private List<Path> checksums() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("checkpoint"))) {
      return files.filter(file -> file.toString().endsWith(".crc")).toList();
    }
  }

  private void count(SparkSession spark, String manager, Path input)
      throws TimeoutException, StreamingQueryException {
    spark.conf().set(SelectedCheckpointFiles.SETTING, manager);
    spark
        .readStream()
        .text(input.toString())
        .groupBy("value")
        .count()
        .writeStream()
        .queryName("counts")
        .format("memory")
        .outputMode("complete")
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .start()
        .awaitTermination();
  }

  private CheckpointFileManager manager() {
    return CheckpointFileManager.create(path(""), hadoop);
  }

  private void replaceOnlyTheFile(String name, byte[] before, byte[] after) throws IOException {
    writeAs010(name, before);
    Path file = folder.resolve(name);
    Path checksum = file.resolveSibling("." + file.getFileName() + ".crc");
    Path kept = Files.copy(checksum, folder.resolve("kept"));
    writeAs010(name, after);
    Files.move(kept, checksum, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> readAs010(name)).isInstanceOf(ChecksumException.class);
  }

  private void writeAs010(String name, byte[] bytes) throws IOException {
    try (var out = FileSystem.getLocal(new Configuration()).create(path(name), true)) {
      out.write(bytes);
    }
  }

  private String readAs010(String name) throws IOException {
    try (var in = FileSystem.getLocal(new Configuration()).open(path(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
