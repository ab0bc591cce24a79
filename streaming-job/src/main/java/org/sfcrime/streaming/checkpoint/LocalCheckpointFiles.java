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
 * Spark's manager by way of Hadoop's {@code FileSystem}, whose local kind renames atomically, keeps
 * checksums and, unlike its {@code FileContext}, follows links without readlink. What is left is
 * chmod, once for each file: Java does that itself.
 */
final class LocalCheckpointFiles extends FileSystemBasedCheckpointFileManager {
  LocalCheckpointFiles(Path folder, Configuration hadoop) {
    super(folder, withOwnChmod(hadoop));
  }

  private static Configuration withOwnChmod(Configuration hadoop) {
    Configuration own = new Configuration(hadoop);
    own.setClassLoader(LocalCheckpointFiles.class.getClassLoader());
    own.setClass("fs.file.impl", WithOwnChmod.class, LocalFileSystem.class);
    // Hadoop would hand this one out to all others, or theirs to this.
    own.setBoolean("fs.file.impl.disable.cache", true);
    return own;
  }

  /** Hadoop makes it by name. */
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
