package org.sfcrime.streaming.checkpoint;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.execution.streaming.FileSystemBasedCheckpointFileManager;

/**
 * Spark's manager on Hadoop's local {@code FileSystem}, which renames atomically and, unlike {@code
 * FileContext}, does not start readlink. Hadoop starts the program chmod for each file; this class
 * sets the permissions in Java instead.
 *
 * <p>There are no checksum files. Replacing a file and its checksum file takes two renames; a kill
 * between the two would leave an unreadable file. Version 0.1.0 and Spark's own manager write
 * checksum files; this class does not read them, and removes the one of a file that it replaces or
 * deletes.
 */
final class LocalCheckpointFiles extends FileSystemBasedCheckpointFileManager {
  LocalCheckpointFiles(Path folder, Configuration hadoop) {
    super(folder, withOwnChmod(hadoop));
  }

  private static Configuration withOwnChmod(Configuration hadoop) {
    Configuration own = new Configuration(hadoop);
    own.setClassLoader(LocalCheckpointFiles.class.getClassLoader());
    own.setClass("fs.file.impl", OwnChmod.class, RawLocalFileSystem.class);
    // With Hadoop's cache, all other users of the scheme would get this file system too.
    own.setBoolean("fs.file.impl.disable.cache", true);
    return own;
  }

  @Override
  public FileStatus[] list(Path folder, PathFilter filter) {
    return super.list(folder, file -> !isChecksum(file) && filter.accept(file));
  }

  /** Removes the old checksum first, so a checksum is never next to another file's bytes. */
  @Override
  public void renameTempFile(Path from, Path to, boolean overwriteIfPossible) {
    super.delete(checksum(to));
    super.renameTempFile(from, to, overwriteIfPossible);
  }

  @Override
  public void delete(Path path) {
    super.delete(checksum(path));
    super.delete(path);
  }

  private static Path checksum(Path file) {
    return new Path(file.getParent(), "." + file.getName() + ".crc");
  }

  private static boolean isChecksum(Path file) {
    return file.getName().startsWith(".") && file.getName().endsWith(".crc");
  }

  /** Hadoop creates an instance by name. */
  static final class OwnChmod extends RawLocalFileSystem {
    private static final boolean POSIX =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      if (!POSIX || permission.getStickyBit()) {
        super.setPermission(path, permission);
        return;
      }
      Files.setPosixFilePermissions(
          pathToFile(path).toPath(), PosixFilePermissions.fromString(permission.toString()));
    }
  }
}
