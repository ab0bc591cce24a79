package org.sfcrime.callfile;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.apache.commons.io.input.BoundedInputStream;
import org.sfcrime.callfile.container.PeekableInputStream;
import org.sfcrime.callfile.container.Spool;
import org.sfcrime.callfile.container.StoredText;
import org.sfcrime.callfile.layout.CsvHeader;
import org.sfcrime.callfile.layout.CsvToCall;
import org.sfcrime.callfile.layout.JsonEnvelope;
import org.sfcrime.callfile.layout.JsonToCall;
import org.sfcrime.callfile.layout.RecordToCall;
import org.sfcrime.callfile.split.ByteWindow;
import org.sfcrime.callfile.split.CsvDialect;
import org.sfcrime.callfile.split.CsvSplitter;
import org.sfcrime.callfile.split.JsonArraySplitter;
import org.sfcrime.callfile.split.JsonArraySplitter.Arrangement;
import org.sfcrime.callfile.split.JsonLineSplitter;
import org.sfcrime.callfile.split.RecordSplitter;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;

/**
 * An open call file. {@link #calls} reads its records.
 *
 * <p>Standard input, pipes and text that is not stored as UTF-8 can be read only once. If they have
 * to be read twice, their text is copied to a {@link Spool}.
 */
public final class CallFile implements Closeable {
  public static final String STANDARD_INPUT = "-";

  private final FileChannel file;
  private final boolean regular;
  private final long fileBytes;
  private final BoundedInputStream source;
  private final StoredText text;
  private final Spool spool;
  private final CallFileFormat format;
  private final RecordSplitter splitter;
  private final CsvHeader csvHeader;

  /** The object around the calls, or null. */
  private JsonEnvelope envelope;

  /** The offset after the byte order mark. */
  private int textStart;

  private final CallReader reader = new CallReader();

  private CallFile(String name, FileChannel file, boolean regular, boolean readTwice)
      throws IOException {
    this(name, Channels.newInputStream(file), file, regular, readTwice);
  }

  /**
   * @param file the channel of the input, or null if the input is in memory
   */
  private CallFile(
      String name, InputStream input, FileChannel file, boolean regular, boolean readTwice)
      throws IOException {
    this.file = file;
    this.regular = regular;
    this.fileBytes = regular ? file.size() : -1;
    this.source = BoundedInputStream.builder().setInputStream(input).get();
    this.text = new StoredText(source, name, regular ? Path.of(name) : null);
    try {
      this.format = CallFileFormat.of(text.stream(), name);
      this.spool =
          readTwice && (text.isConverted() || !regular)
              ? Spool.open("the decompressed text")
              : null;
      this.splitter = splitter(text.stream());
      this.csvHeader =
          splitter instanceof CsvSplitter csv
              ? new CsvHeader(csv.readHeader(), csv.delimiter())
              : null;
    } catch (CommandException e) {
      throw text.damage() == null ? e : text.unreadable(e);
    }
  }

  /**
   * Opens a call file and recognises its format.
   *
   * @param name a path, or {@link #STANDARD_INPUT}
   * @param readTwice whether {@link CallCursor#reread} will be used
   * @throws CommandException if the file does not exist, is empty or is not a call file
   */
  public static CallFile open(String name, boolean readTwice) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      // Unlike System.in, a channel stops waiting when the thread is interrupted.
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

  /**
   * Opens calls that are in memory, such as the body of an HTTP response. They can be read once.
   *
   * @param name the name of the source, for messages
   * @throws CommandException if the content is empty or is not a call file
   */
  public static CallFile of(String name, byte[] content) throws IOException {
    return new CallFile(name, new ByteArrayInputStream(content), null, false, false);
  }

  /**
   * Returns the message for a file of which no record is an accepted call.
   *
   * @param first why its first record is rejected, or null if it has no records
   */
  public static String noAcceptedCall(String name, EventTimeRange range, RejectionReason first) {
    if (!range.isAll()) {
      return "%s contains no accepted call with %s.".formatted(name, range);
    }
    return first == null
        ? name + " contains no records."
        : String.format(
            "%s contains no accepted call. The first record is rejected (%s); %s.",
            name, first.code(), first.acceptedForm());
  }

  /**
   * Returns a cursor before the first record; can be called once.
   *
   * @param clock the current time: a call is accepted up to a day later
   * @param maxCallBytes the largest key and value of a call, in bytes; a larger call is rejected
   */
  public CallCursor calls(InstantSource clock, long maxCallBytes) {
    return calls(clock, maxCallBytes, EventTimeRange.ALL);
  }

  /**
   * Returns a cursor before the first record; can be called once.
   *
   * @param clock the current time: a call is accepted up to a day later
   * @param maxCallBytes the largest key and value of a call, in bytes; a larger call is rejected
   * @param range the accepted calls to read; rejected records are read in any case
   */
  public CallCursor calls(InstantSource clock, long maxCallBytes, EventTimeRange range) {
    RecordToCall toCall =
        csvHeader == null
            ? new JsonToCall(reader, envelope == null ? List.of() : envelope.columns(), clock)
            : new CsvToCall(csvHeader, clock);
    BlockCache cache = new BlockCache(spool == null ? file : spool.file());
    return new CallCursor(splitter, toCall, cache, maxCallBytes, range);
  }

  /**
   * Returns the parts of the file, to read it with several threads. The parameters are those of
   * {@link #calls}.
   *
   * @return null if the file can only be read from its start to its end, or is small
   */
  public LineParts parts(InstantSource clock, long maxCallBytes, EventTimeRange range)
      throws IOException {
    if (format != CallFileFormat.JSON_LINES || envelope != null || !regular || text.isConverted()) {
      return null;
    }
    LineParts parts = new LineParts(file, textStart, clock, maxCallBytes, range);
    return parts.areUseful() ? parts : null;
  }

  /** Returns the name of the format, for example {@code JSON array}. */
  public String format() {
    return envelope == null ? format.toString() : "JSON object around the calls";
  }

  /** Returns the fingerprint of the file, or null if the file cannot be read again. */
  public String fingerprint() throws IOException {
    return regular ? Fingerprint.of(file) : null;
  }

  /** Returns how many bytes of the file, as it is stored, have been read. */
  public long bytesRead() {
    return source.getCount();
  }

  /** Returns the size of the file as it is stored, or -1 if the size is unknown. */
  public long bytes() {
    return fileBytes;
  }

  /** Returns why the file ends early, or null; known only after the last record. */
  public String damage() {
    return text.damage();
  }

  /** Returns another defect of the whole file, or null; known only after the last record. */
  public String warning() {
    if (csvHeader != null && !csvHeader.missing().isEmpty()) {
      return "The CSV file has no column for "
          + String.join(", ", csvHeader.missing())
          + ": each call has an empty string there.";
    }
    return splitter.warning();
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
    if (file != null) {
      file.close();
    }
  }

  private RecordSplitter splitter(PeekableInputStream text) throws IOException {
    int start = CallFileFormat.byteOrderMark(text.peek(3));
    textStart = start;
    InputStream input = spool == null ? text : spool.copy(text);
    if (format == CallFileFormat.CSV) {
      CsvDialect dialect = CsvHeader.dialect(CallFileFormat.firstLines(text));
      return new CsvSplitter(new ByteWindow(input, dialect.lineEnd()), start, dialect);
    }
    ByteWindow window = new ByteWindow(input);
    envelope = format == CallFileFormat.JSON_ARRAY ? null : JsonEnvelope.find(window, start);
    if (envelope != null) {
      boolean areArrays = !envelope.columns().isEmpty();
      return new JsonArraySplitter(
          window,
          envelope.array(),
          reader,
          areArrays ? Arrangement.ENVELOPED_ARRAYS : Arrangement.ENVELOPED_OBJECTS);
    }
    return switch (format) {
      case JSON_ARRAY -> new JsonArraySplitter(window, start, reader, Arrangement.ARRAY);
      case JSON_OBJECTS -> new JsonArraySplitter(window, start, reader, Arrangement.OBJECTS);
      default -> new JsonLineSplitter(window, start, reader);
    };
  }
}
