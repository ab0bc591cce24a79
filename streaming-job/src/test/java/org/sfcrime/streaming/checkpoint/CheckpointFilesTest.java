package org.sfcrime.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager.CancellableFSDataOutputStream;
import org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.streaming.CheckpointFiles;

/** The contract of Spark's own manager; each manager reads the other's files. */
class CheckpointFilesTest {
  @TempDir Path folder;
  private CheckpointFileManager files;

  @BeforeEach
  void configured() {
    files = CheckpointFileManager.create(path(""), configuration());
    assertThat(files).isInstanceOf(CheckpointFiles.class);
  }

  @Test
  void createAtomic_aFileIsThereWholeWhenItsStreamIsClosed() throws IOException {
    CancellableFSDataOutputStream out = files.createAtomic(path("0"), false);
    out.write("offsets".getBytes(StandardCharsets.UTF_8));
    assertThat(files.exists(path("0"))).isFalse();
    out.close();
    assertThat(read(files, "0")).isEqualTo("offsets");
    assertThat(names()).as("without a checksum file").containsExactly("0");
  }

  @Test
  void createAtomic_doesNotReplaceUnlessItIsTo() throws IOException {
    write(files, "0", "first", false);
    assertThatThrownBy(() -> write(files, "0", "second", false))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(read(files, "0")).isEqualTo("first");
    write(files, "0", "third", true);
    assertThat(read(files, "0")).isEqualTo("third");
  }

  @Test
  void cancel_leavesNothing() throws IOException {
    CancellableFSDataOutputStream out = files.createAtomic(path("0"), true);
    out.write(1);
    out.cancel();
    out.close();
    assertThat(names()).isEmpty();
  }

  @Test
  void list_givesWhatTheFilterTakesAndNoChecksums() throws IOException {
    write(files, "1.delta", "one", false);
    write(files, "2.snapshot", "two", false);
    Files.writeString(folder.resolve(".1.delta.crc"), "of version 0.1.0");
    FileStatus[] deltas = files.list(path(""), found -> found.getName().contains("delta"));
    assertThat(Arrays.stream(deltas).map(FileStatus::getPath)).containsExactly(path("1.delta"));
    assertThat(deltas[0].getLen()).isEqualTo(3);
    assertThat(Arrays.stream(files.list(path(""))).map(status -> status.getPath().getName()))
        .containsExactlyInAnyOrder("1.delta", "2.snapshot");
  }

  @Test
  void missing_isAnErrorToReadAndToListButNotToDelete() {
    assertThatThrownBy(() -> files.open(path("none"))).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> files.list(path("none"))).isInstanceOf(FileNotFoundException.class);
    files.delete(path("none"));
  }

  @Test
  void delete_takesAFileWithItsChecksumAndAFolderWithAllInIt() throws IOException {
    files.mkdirs(path("state/0"));
    write(files, "state/0/1.delta", "one", false);
    write(files, "0", "offsets", false);
    files.delete(path("0"));
    assertThat(names()).containsExactly("state");
    files.delete(path("state"));
    assertThat(names()).isEmpty();
  }

  @Test
  void eitherManager_readsAndReplacesTheOthersFiles() throws IOException {
    CheckpointFileManager sparks =
        new FileContextBasedCheckpointFileManager(path(""), new Configuration());
    write(sparks, "0", "by Spark", false);
    write(files, "1", "by ours", false);
    assertThat(read(files, "0")).isEqualTo("by Spark");
    assertThat(read(sparks, "1")).isEqualTo("by ours");
    write(files, "0", "replaced by ours", true);
    write(sparks, "1", "replaced by Spark", true);
    assertThat(read(sparks, "0")).isEqualTo("replaced by ours");
    assertThat(read(files, "1")).isEqualTo("replaced by Spark");
  }

  @Test
  void createAtomic_whereAFolderCannotBe_saysWhere() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> files.createAtomic(path("file/0"), false))
        .hasMessageContaining(folder.resolve("file").toString());
  }

  @Test
  void anotherFileSystem_isLeftToSpark() throws IOException {
    Configuration other = configuration();
    other.set("fs.elsewhere.impl", Elsewhere.class.getName());
    other.setBoolean("fs.elsewhere.impl.disable.cache", true);
    var elsewhere = new org.apache.hadoop.fs.Path("elsewhere:///" + folder);
    CheckpointFileManager theirs = new CheckpointFiles(elsewhere, other);
    assertThat(theirs.isLocal()).isTrue();
    assertThat(Elsewhere.made).isPositive();
    write(theirs, new org.apache.hadoop.fs.Path(elsewhere, "0"), "offsets", false);
    assertThat(folder.resolve("0")).hasContent("offsets");
    assertThat(names()).as("without the checksum of a local file").containsExactly("0");
  }

  /** A file system whose scheme is not that of local files. */
  public static final class Elsewhere extends RawLocalFileSystem {
    private static int made;

    public Elsewhere() {
      made++;
    }

    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }

    @Override
    public String getScheme() {
      return "elsewhere";
    }
  }

  private static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set(SelectedCheckpointFiles.SETTING, CheckpointFiles.class.getName());
    return hadoop;
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  private void write(CheckpointFileManager manager, String name, String text, boolean overwrite)
      throws IOException {
    write(manager, path(name), text, overwrite);
  }

  private static void write(
      CheckpointFileManager manager, org.apache.hadoop.fs.Path path, String text, boolean overwrite)
      throws IOException {
    try (CancellableFSDataOutputStream out = manager.createAtomic(path, overwrite)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String read(CheckpointFileManager manager, String name) throws IOException {
    try (var in = manager.open(path(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
