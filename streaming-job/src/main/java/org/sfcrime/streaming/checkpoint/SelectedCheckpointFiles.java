package org.sfcrime.streaming.checkpoint;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.spark.sql.execution.streaming.CheckpointFileManager;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Spark's checkpoint file manager: {@link LocalCheckpointFiles} on the local file system, Spark's
 * own manager on any other. Each reads the files of the other.
 *
 * <p>For nearly every file on a local file system, Hadoop starts a program (chmod, readlink).
 * Starting it takes longer than all other work of a small batch. Spark creates a manager for each
 * folder, with this constructor.
 */
public class SelectedCheckpointFiles implements CheckpointFileManager {
  static final String SETTING = SQLConf.STREAMING_CHECKPOINT_FILE_MANAGER_CLASS().parent().key();

  private final CheckpointFileManager files;

  /** Creates the manager of a folder and the files in it. */
  public SelectedCheckpointFiles(Path folder, Configuration hadoop) throws IOException {
    files =
        isLocal(folder, hadoop)
            ? new LocalCheckpointFiles(folder, hadoop)
            : sparksOwn(folder, hadoop);
  }

  /**
   * Returns the manager of a folder that only the job uses. On the local file system it is {@link
   * LocalCheckpointFiles}, whatever the configuration says: the job replaces these files in each
   * batch.
   */
  static CheckpointFileManager ofJob(Path folder, Configuration hadoop) throws IOException {
    return isLocal(folder, hadoop)
        ? new LocalCheckpointFiles(folder, hadoop)
        : CheckpointFileManager.create(folder, hadoop);
  }

  /** The user's configuration can replace the class of the scheme "file". */
  private static boolean isLocal(Path folder, Configuration hadoop) throws IOException {
    return folder.getFileSystem(hadoop).getClass() == LocalFileSystem.class;
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
