package org.sfcrime.endtoend.page;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sfcrime.endtoend.harness.Shell;

/** A named pipe with the content of a file that stays open: its reader waits for more. */
final class OpenPipe implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile pipe;

  private OpenPipe(Path path, RandomAccessFile pipe) {
    this.path = path;
    this.pipe = pipe;
  }

  static OpenPipe of(Path path, Path content) throws IOException, InterruptedException {
    Shell.run(List.of("mkfifo", path.toString()));
    // Opening a pipe only for writing would block until a reader opens the pipe.
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
      // The test has ended, or has failed with another message.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  /** Closes the pipe, so its reader reaches the end. */
  void end() throws IOException {
    pipe.close();
  }

  @Override
  public void close() throws IOException {
    end();
  }
}
