package org.sfcrime.callfile;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import org.sfcrime.commandline.CommandException;

/**
 * The opened call file: its format, its records and, for event-time order, the way back to them.
 *
 * <p>Standard input, pipes and gzip can be read only once; for event-time order they are copied,
 * decompressed, to a temporary file. It has no name any more as soon as it is open, so that it
 * disappears with the process, however that ends.
 */
public final class CallFile implements Closeable {
  public static final String STANDARD_INPUT = "-";

  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

  private final FileChannel file;
  private final FileChannel spool;
  private final boolean regular;
  private final long fileBytes;
  private final CountingInputStream source;
  private final SalvagingGzipInputStream gzip;
  private final CallFileFormat format;
  private final RecordSplitter splitter;
  private final CsvHeader csvHeader;

  private CallFile(String name, FileChannel file, boolean regular, boolean readTwice)
      throws IOException {
    this.file = file;
    this.regular = regular;
    this.fileBytes = regular ? file.size() : -1;
    this.source = new CountingInputStream(Channels.newInputStream(file));
    PeekableInputStream text = new PeekableInputStream(source);
    boolean compressed = Arrays.equals(firstBytes(text, 2), GZIP_MAGIC);
    this.gzip = compressed ? new SalvagingGzipInputStream(text) : null;
    text = compressed ? new PeekableInputStream(gzip) : text;
    if (compressed && text.peek(1).length == 0 && gzip.damage() != null) {
      throw new CommandException(name + ": " + gzip.damage() + "; no call was published.");
    }
    this.format = CallFileFormat.of(text, name);
    int start = CallFileFormat.byteOrderMark(text.peek(3));
    this.spool = readTwice && (compressed || !regular) ? openSpool() : null;
    ByteWindow window = new ByteWindow(spool == null ? text : new SpoolingInputStream(text, spool));
    switch (format) {
      case JSON_LINES -> splitter = new JsonLineSplitter(window, start);
      case CSV -> splitter = new CsvSplitter(window, start);
      default ->
          splitter = new JsonArraySplitter(window, start, format == CallFileFormat.JSON_ARRAY);
    }
    csvHeader = splitter instanceof CsvSplitter csv ? csv.readHeader() : null;
  }

  /**
   * Opens the input and recognises its format.
   *
   * @param name a path, or {@code -} for standard input
   * @param readTwice whether {@link #store} will be asked for
   * @throws CommandException if there is nothing to read or it is no call file
   */
  public static CallFile open(String name, boolean readTwice) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      // A channel, unlike System.in, stops waiting when the thread is interrupted.
      FileChannel standardInput = new FileInputStream(FileDescriptor.in).getChannel();
      return new CallFile("standard input", standardInput, false, readTwice);
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw new CommandException(name + " is a directory: name a file in it.");
    }
    FileChannel file = null;
    try {
      file = FileChannel.open(path, StandardOpenOption.READ);
      return new CallFile(name, file, Files.isRegularFile(path), readTwice);
    } catch (NoSuchFileException e) {
      throw new CommandException(name + " does not exist.", e);
    } catch (AccessDeniedException e) {
      throw new CommandException(name + " cannot be read: permission denied.", e);
    } catch (CommandException | IOException e) {
      if (file != null) {
        file.close();
      }
      throw e;
    }
  }

  public CallFileFormat format() {
    return format;
  }

  public RecordSplitter splitter() {
    return splitter;
  }

  public RecordToCall recordToCall(InstantSource clock) {
    return csvHeader == null ? new JsonToCall(clock) : new CsvToCall(csvHeader, clock);
  }

  /** Returns a way to read records again; only if it was announced when the input was opened. */
  public BlockCache store() {
    return new BlockCache(spool == null ? file : spool);
  }

  /** Returns the fingerprint of the file, or null if it cannot be read again. */
  public String fingerprint() throws IOException {
    return regular ? Fingerprint.of(file) : null;
  }

  /** Returns how many bytes of the file, as it is stored, have been read. */
  public long bytesRead() {
    return source.count();
  }

  /** Returns the size of the file as it is stored, or -1 if it is not known. */
  public long bytes() {
    return fileBytes;
  }

  /** Returns what cut the input short, or null; complete only after the last record. */
  public String damage() {
    return gzip == null ? null : gzip.damage();
  }

  /** Returns what else is wrong with the input, or null; complete only after the last record. */
  public String warning() {
    if (csvHeader != null && !csvHeader.missing().isEmpty()) {
      return "The CSV file has no column for "
          + String.join(", ", csvHeader.missing())
          + ": published as empty strings.";
    }
    return splitter.warning();
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
    file.close();
  }

  private static byte[] firstBytes(PeekableInputStream input, int count) throws IOException {
    byte[] bytes = input.peek(count);
    return Arrays.copyOf(bytes, Math.min(count, bytes.length));
  }

  private static FileChannel openSpool() throws IOException {
    Path path = Files.createTempFile("sfcrime-producer-", ".spool");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }
}
