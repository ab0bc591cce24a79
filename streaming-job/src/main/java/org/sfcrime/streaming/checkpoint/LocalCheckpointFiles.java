package org.sfcrime.streaming.checkpoint;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.execution.streaming.FileSystemBasedCheckpointFileManager;

/**
 * Spark's manager on Hadoop's local {@code FileSystem}, which renames atomically, writes checksums
 * and, unlike {@code FileContext}, does not start readlink. Hadoop starts the program chmod for
 * each file; this class sets the permissions in Java instead.
 */
final class LocalCheckpointFiles extends FileSystemBasedCheckpointFileManager {
  LocalCheckpointFiles(Path folder, Configuration hadoop) {
    super(folder, withOwnChmod(hadoop));
  }

  private static Configuration withOwnChmod(Configuration hadoop) {
    Configuration own = new Configuration(hadoop);
    own.setClassLoader(LocalCheckpointFiles.class.getClassLoader());
    own.setClass("fs.file.impl", WithOwnChmod.class, LocalFileSystem.class);
    // With Hadoop's cache, all other users of the scheme would get this file system too.
    own.setBoolean("fs.file.impl.disable.cache", true);
    return own;
  }

  /** Hadoop creates an instance by name. */
  static final class WithOwnChmod extends LocalFileSystem {
    WithOwnChmod() {
      super(new OwnChmod());
    }
  }

  private static final class OwnChmod extends RawLocalFileSystem {
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
