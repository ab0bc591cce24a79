package org.sfcrime.consumer.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;

/**
 * The call file whose accepted calls must all arrive: a JSON array, NDJSON or CSV, gzipped or not,
 * told by content.
 */
public final class ExpectedCalls {
  /** Takes one accepted call; the fields hold it until the method returns. */
  @FunctionalInterface
  public interface Handler {
    /** Returns whether to go on. */
    boolean accept(CallFields fields, long record);
  }

  /**
   * What a reading of the file found.
   *
   * @param accepted how many calls the rule accepts
   * @param rejected how many records it does not
   * @param firstRejected the first rejected record as "record 3: not_json", or null
   * @param damage why the file ended early, or null
   */
  public record Contents(long accepted, long rejected, String firstRejected, String damage) {}

  private static final int READ_BYTES = 1 << 16;

  private final Path file;
  private final CallRule rule;
  private final BooleanSupplier stop;

  public ExpectedCalls(Path file, InstantSource clock, BooleanSupplier stop) {
    this.file = file;
    this.rule = new CallRule(clock);
    this.stop = stop;
  }

  public Path path() {
    return file;
  }

  /**
   * Reads the file from its start.
   *
   * @throws CommandException if the file cannot be read at all
   */
  public Contents read(Handler handler) {
    if (Files.isDirectory(file)) {
      throw new CommandException("--expect-file " + file + " is a directory, not a file");
    }
    try (InputStream in = open()) {
      return read(new ByteWindow(in), handler);
    } catch (IOException | UncheckedIOException e) {
      throw new CommandException(
          "cannot read --expect-file " + file + ": " + ExceptionText.of(e), e);
    }
  }

  private Contents read(ByteWindow window, Handler handler) throws IOException {
    CallFields fields = new CallFields();
    CallFileReader reader = reader(window, fields);
    long accepted = 0;
    long rejected = 0;
    String firstRejected = null;
    while (!stop.getAsBoolean() && reader.next()) {
      String reason = reader.broken() == null ? rule.rejects(fields) : reader.broken();
      if (reason == null) {
        accepted++;
        if (!handler.accept(fields, accepted + rejected)) {
          break;
        }
      } else {
        rejected++;
        if (firstRejected == null) {
          firstRejected = "record " + (accepted + rejected) + ": " + reason;
        }
      }
    }
    return new Contents(accepted, rejected, firstRejected, window.damage());
  }

  private InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), READ_BYTES);
    try {
      in.mark(2);
      boolean gzipped = in.read() == 0x1F && in.read() == 0x8B;
      in.reset();
      return gzipped ? new GZIPInputStream(in, READ_BYTES) : in;
    } catch (ZipException e) {
      in.close();
      throw e;
    }
  }

  private static CallFileReader reader(ByteWindow window, CallFields fields) throws IOException {
    skipByteOrderMark(window);
    int at = 0;
    while (at < window.length() || window.more()) {
      byte b = window.bytes()[window.start() + at];
      if (b == '[') {
        window.startAt(window.start() + at + 1);
        return new JsonArrayReader(window, fields);
      }
      if (b == '{') {
        return new JsonLinesReader(window, fields);
      }
      if (!JsonScanner.isWhiteSpace(b)) {
        break;
      }
      at++;
    }
    CallFileReader csv = CsvCallReader.ifHeader(window, fields);
    return csv == null ? new JsonLinesReader(window, fields) : csv;
  }

  private static void skipByteOrderMark(ByteWindow window) throws IOException {
    while (window.length() < 3 && window.more()) {
      // A stream may give fewer bytes than asked for.
    }
    byte[] bytes = window.bytes();
    int at = window.start();
    if (window.length() >= 3
        && bytes[at] == (byte) 0xEF
        && bytes[at + 1] == (byte) 0xBB
        && bytes[at + 2] == (byte) 0xBF) {
      window.startAt(at + 3);
    }
  }
}
