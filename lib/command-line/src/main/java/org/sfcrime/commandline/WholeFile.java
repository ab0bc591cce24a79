package org.sfcrime.commandline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Replaces a file atomically: writes the content to a hidden file in the same directory, and then
 * renames the hidden file. A reader sees the old file or the new file, never a part.
 */
public final class WholeFile {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private WholeFile() {}

  /** Writes UTF-8 text; see {@link #write(Path, Content)}. */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes the content, and creates missing parent directories. Writes directly to a device or a
   * pipe, such as {@code /dev/stdout}, because the renaming would replace it.
   *
   * @throws CommandException if the content cannot be written; an existing file then stays
   *     unchanged
   */
  public static void write(Path file, Content content) {
    try {
      replace(file.toAbsolutePath(), content);
    } catch (IOException e) {
      throw new CommandException("cannot write %s: %s".formatted(file, ExceptionText.of(e)), e);
    }
  }

  private static void replace(Path target, Content content) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      try (OutputStream out = Files.newOutputStream(target)) {
        content.writeTo(out);
      }
      return;
    }
    Files.createDirectories(target.getParent());
    // In a directory that others can write, a known name could be a link to another file.
    Path part =
        target.resolveSibling(".%s.%s.part".formatted(target.getFileName(), UUID.randomUUID()));
    try {
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
