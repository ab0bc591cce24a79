package org.sfcrime.streaming.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager.CancellableFSDataOutputStream;

/** A small text file in the checkpoint's file system. A reader sees the whole file or none. */
final class AtomicTextFile {
  private final Path path;
  private final CheckpointFileManager files;

  AtomicTextFile(Path path, Configuration hadoop) throws IOException {
    this.path = path;
    this.files = SelectedCheckpointFiles.ofJob(path.getParent(), hadoop);
  }

  Optional<String> read() throws IOException {
    try (var in = files.open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  void write(String text) throws IOException {
    if (!files.exists(path.getParent())) {
      files.mkdirs(path.getParent());
    }
    CancellableFSDataOutputStream out = files.createAtomic(path, true);
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.close();
    } catch (IOException e) {
      out.cancel();
      throw e;
    } catch (FSError e) {
      // Hadoop's local file system throws FSError if the disk is full.
      out.cancel();
      throw new IOException("%s: %s".formatted(path, e.getCause().getMessage()), e);
    }
  }
}
