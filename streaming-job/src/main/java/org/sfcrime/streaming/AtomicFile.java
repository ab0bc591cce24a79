package org.sfcrime.streaming;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * A small text file beside the checkpoint, on whatever file system that is: there whole, or not at
 * all.
 */
final class AtomicFile {
  private final Path path;
  private final FileContext files;

  AtomicFile(Path path, Configuration hadoop) throws IOException {
    this.path = path;
    this.files = FileContext.getFileContext(path.toUri(), hadoop);
  }

  Optional<String> read() throws IOException {
    try (var in = files.open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  void write(String text) throws IOException {
    Path part = new Path(path.getParent(), "." + path.getName() + ".part");
    try {
      try (OutputStream out =
          files.create(
              part,
              EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
              Options.CreateOpts.createParent())) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      files.rename(part, path, Options.Rename.OVERWRITE);
    } catch (FSError e) {
      // Hadoop's local file system says so where a disk is full.
      throw new IOException("%s: %s".formatted(path, e.getCause().getMessage()), e);
    }
  }
}
