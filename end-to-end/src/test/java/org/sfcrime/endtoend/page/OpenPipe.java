package org.sfcrime.endtoend.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A named pipe with a file's content, and no end until it is told to: whoever reads it has all and
 * waits for more.
 */
public final class OpenPipe implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile pipe;

  private OpenPipe(Path path, RandomAccessFile pipe) {
    this.path = path;
    this.pipe = pipe;
  }

  public static OpenPipe of(Path path, Path content) throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
    assertThat(made.waitFor()).as("mkfifo").isZero();
    // To write alone it would open when somebody reads, and not before.
    OpenPipe opened = new OpenPipe(path, new RandomAccessFile(path.toFile(), "rw"));
    Thread filling = new Thread(() -> opened.fill(content), "pipe");
    filling.setDaemon(true);
    filling.start();
    return opened;
  }

  private void fill(Path content) {
    try {
      OutputStream out = Channels.newOutputStream(pipe.getChannel());
      Files.copy(content, out);
    } catch (ClosedChannelException e) {
      // The test is over, or has failed and says why.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  /** Whoever reads it is at its end then. */
  public void end() throws IOException {
    pipe.close();
  }

  @Override
  public void close() throws IOException {
    end();
  }
}
