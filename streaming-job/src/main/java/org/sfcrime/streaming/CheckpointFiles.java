package org.sfcrime.streaming;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.internal.SQLConf;
import org.sfcrime.streaming.checkpoint.LocalCheckpointFiles;

/**
 * Spark's checkpoint files: {@link LocalCheckpointFiles} on this machine's file system, Spark's own
 * manager on any other.
 *
 * <p>Hadoop starts a program of the system for nearly every file that it makes on a local file
 * system (chmod, readlink), which takes longer than all else that a small batch does. Either reads
 * what the other wrote. Set by {@code spark.sql.streaming.checkpointFileManagerClass}; Spark makes
 * one with this constructor for each folder.
 */
public final class CheckpointFiles implements CheckpointFileManager {
  public static final String SETTING =
      SQLConf.STREAMING_CHECKPOINT_FILE_MANAGER_CLASS().parent().key();

  private final CheckpointFileManager files;

  /** For the folder and what is below. */
  public CheckpointFiles(Path folder, Configuration hadoop) throws IOException {
    FileSystem system = folder.getFileSystem(hadoop);
    // Not for a class of the user's own that goes by the same scheme.
    files =
        system.getClass() == LocalFileSystem.class
            ? new LocalCheckpointFiles(folder, hadoop)
            : sparksOwn(folder, hadoop);
  }

  private static CheckpointFileManager sparksOwn(Path folder, Configuration hadoop) {
    Configuration without = new Configuration(hadoop);
    without.unset(SETTING);
    return CheckpointFileManager.create(folder, without);
  }

  @Override
  public CancellableFSDataOutputStream createAtomic(Path path, boolean overwriteIfPossible) {
    return files.createAtomic(path, overwriteIfPossible);
  }

  @Override
  public FSDataInputStream open(Path path) {
    return files.open(path);
  }

  @Override
  public FileStatus[] list(Path path, PathFilter filter) {
    return files.list(path, filter);
  }

  @Override
  public void mkdirs(Path path) {
    files.mkdirs(path);
  }

  @Override
  public boolean exists(Path path) {
    return files.exists(path);
  }

  @Override
  public void delete(Path path) {
    files.delete(path);
  }

  @Override
  public boolean isLocal() {
    return files.isLocal();
  }

  @Override
  public Path createCheckpointDirectory() {
    return files.createCheckpointDirectory();
  }
}
