package org.sfcrime.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** A file that contains a secret. */
public final class SecretFile {
  private SecretFile() {}

  /** Returns a warning if all users of the machine can read the file. */
  public static Optional<String> exposed(Path file) {
    return isReadByOthers(file)
        ? Optional.of(
            "all users of this machine can read %s, which has a secret: chmod 600 %s"
                .formatted(file, file))
        : Optional.empty();
  }

  private static boolean isReadByOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // not a file system with permissions
    }
  }
}
