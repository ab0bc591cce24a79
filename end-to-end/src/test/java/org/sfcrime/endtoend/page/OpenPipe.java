package org.sfcrime.endtoend.page;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.sfcrime.endtoend.harness.Shell;

/** A named pipe that stays open: its reader waits for more. */
final class OpenPipe implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile pipe;

  private OpenPipe(Path path, RandomAccessFile pipe) {
    this.path = path;
    this.pipe = pipe;
  }

  static OpenPipe at(Path path) throws IOException, InterruptedException {
    Shell.run(List.of("mkfifo", path.toString()));
    // Opening a pipe only for writing would block until a reader opens the pipe.
    return new OpenPipe(path, new RandomAccessFile(path.toFile(), "rw"));
  }

  /** Writes lines from a thread of its own, because a full pipe blocks the writer. */
  void write(List<String> lines) {
    byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Thread filling = new Thread(() -> fill(content), "pipe");
    filling.setDaemon(true);
    filling.start();
  }

  private void fill(byte[] content) {
    try {
      OutputStream out = Channels.newOutputStream(pipe.getChannel());
      out.write(content);
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
