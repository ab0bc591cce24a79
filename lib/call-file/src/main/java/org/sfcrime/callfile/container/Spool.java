package org.sfcrime.callfile.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.input.TeeInputStream;
import org.apache.commons.io.output.ProxyOutputStream;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;

/**
 * A temporary file for what does not fit in memory. The file is deleted as soon as it is open, so
 * that it disappears with the process, however the process ends.
 */
public final class Spool implements Closeable {
  private final FileChannel file;
  private final Path directory;
  private final String content;

  Spool(FileChannel file, Path directory, String content) {
    this.file = file;
    this.directory = directory;
    this.content = content;
  }

  /**
   * Opens an empty file in the directory for temporary files.
   *
   * @param content what the file holds, for messages
   * @throws CommandException if the directory cannot be written
   */
  public static Spool open(String content) throws IOException {
    return open(Path.of(System.getProperty("java.io.tmpdir")), content);
  }

  static Spool open(Path directory, String content) throws IOException {
    try {
      Path path = Files.createTempFile(directory, "sfcrime-", ".spool");
      return new Spool(
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE),
          directory,
          content);
    } catch (IOException e) {
      throw cannotWrite(directory, content, e);
    }
  }

  public FileChannel file() {
    return file;
  }

  /**
   * Returns the text, and copies what is read of it to the file.
   *
   * @throws CommandException if the file cannot be written, from each read
   */
  public InputStream copy(InputStream text) {
    return new TeeInputStream(text, output());
  }

  /**
   * Returns a stream that appends to the file.
   *
   * @throws CommandException if the file cannot be written, from each write
   */
  public OutputStream output() {
    return new ProxyOutputStream(Channels.newOutputStream(file)) {
      @Override
      protected void handleIOException(IOException e) throws IOException {
        if (e instanceof ClosedByInterruptException) {
          throw e;
        }
        throw cannotWrite(directory, content, e);
      }
    };
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static CommandException cannotWrite(Path directory, String content, IOException e) {
    return new CommandException(
        "The directory for temporary files, "
            + directory
            + ", cannot be written ("
            + ExceptionText.of(e)
            + "): it must hold "
            + content
            + "; choose another with"
            + " JAVA_OPTS=-Djava.io.tmpdir=DIR.",
        e);
  }
}
