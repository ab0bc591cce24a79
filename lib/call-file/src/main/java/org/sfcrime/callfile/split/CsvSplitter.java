package org.sfcrime.callfile.split;

import java.io.IOException;
import java.util.Arrays;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;

/**
 * Finds the records of a CSV file (RFC 4180: delimiters, double quotes, line ends in quoted cells).
 *
 * <p>If a record of several lines is malformed or has the wrong number of columns, its first line
 * most likely contains a stray quote. Then only this line is a broken record and the following
 * lines are read again, so that a broken record never contains its neighbours.
 */
public final class CsvSplitter extends RecordSplitter {
  private static final long FREE_RESCAN_BYTES = RawRecord.MAX_BYTES;
  private static final long RESCANS_PER_BYTE = 8;

  private final byte delimiter;
  private final byte lineEnd;
  private int expectedColumns = -1;
  private long rescannedBytes;

  private int columns;
  private long firstLineEnd;
  private boolean malformed;

  /**
   * @param start offset after the byte order mark
   */
  public CsvSplitter(ByteWindow window, long start, CsvDialect dialect) {
    super(window, start);
    this.delimiter = dialect.delimiter();
    this.lineEnd = dialect.lineEnd();
  }

  /** Returns the character between two cells. */
  public byte delimiter() {
    return delimiter;
  }

  /**
   * Returns the header, which does not count as a record.
   *
   * @throws CommandException if the header is malformed
   */
  public RawRecord readHeader() throws IOException {
    skipBlankLines();
    RawRecord header = next();
    if (header != null && isSeparatorLine(header)) {
      skipBlankLines();
      header = next();
    }
    if (header == null || header.broken() != null) {
      throw new CommandException("The CSV header is malformed.");
    }
    expectedColumns = columns;
    records = 0;
    return header;
  }

  @Override
  public RawRecord next() throws IOException {
    while (window.at(offset) == '\n' || window.at(offset) == '\r') {
      offset++;
    }
    if (window.at(offset) < 0) {
      return null;
    }
    long start = offset;
    window.hold(start);
    long end = scan(start);
    boolean wrong = malformed || (expectedColumns >= 0 && columns != expectedColumns);
    if (wrong && firstLineEnd < end && canRescan(end)) {
      rescannedBytes += end - firstLineEnd;
      end = firstLineEnd;
    } else if (malformed) {
      end = window.lineEnd(end);
    }
    offset = end;
    return window.record(
        records++, withoutLineEnd(start, end), wrong ? RejectionReason.NOT_CSV : null);
  }

  private void skipBlankLines() throws IOException {
    long text = window.skipSpace(offset, Long.MAX_VALUE);
    for (long end = window.lineEnd(offset); end < text; end = window.lineEnd(offset)) {
      offset = end + 1;
    }
  }

  /** Returns whether the record is a line such as {@code sep=;}, which Excel writes. */
  private static boolean isSeparatorLine(RawRecord record) {
    byte[] start = {'s', 'e', 'p', '='};
    return record.length() >= start.length
        && Arrays.equals(
            record.buffer(), record.from(), record.from() + start.length, start, 0, start.length);
  }

  private boolean canRescan(long end) {
    return window.holds(firstLineEnd)
        && rescannedBytes + end - firstLineEnd <= FREE_RESCAN_BYTES + RESCANS_PER_BYTE * end;
  }

  /** Returns the offset of the line feed that ends the record, or of the first error in it. */
  private long scan(long start) throws IOException {
    columns = 0;
    malformed = false;
    firstLineEnd = Long.MAX_VALUE;
    long next = start;
    while (true) {
      columns++;
      next = window.at(next) == '"' ? quotedCell(start, next) : plainCell(next);
      int c = window.at(next);
      if (c != delimiter) {
        malformed |= c >= 0 && c != lineEnd;
        return next;
      }
      next++;
    }
  }

  private long plainCell(long start) throws IOException {
    long next = start;
    for (int c = window.at(next); c >= 0 && c != delimiter && c != lineEnd; c = window.at(next)) {
      next++;
    }
    return next;
  }

  private long quotedCell(long recordStart, long cellStart) throws IOException {
    long next = cellStart + 1;
    for (int c = window.at(next); c >= 0; c = window.at(next)) {
      if (c == lineEnd) {
        firstLineEnd = Math.min(firstLineEnd, next);
      } else if (c == '"' && window.at(next + 1) == '"') {
        next++;
      } else if (c == '"') {
        boolean isLineEnd = window.at(next + 1) == '\r' && window.at(next + 2) == lineEnd;
        return isLineEnd ? next + 2 : next + 1;
      }
      next++;
      if (next - recordStart > RawRecord.MAX_BYTES - RawRecord.HEAD_BYTES) {
        break; // The first line must still be held, so that reading can continue after it.
      }
    }
    malformed = true;
    return next;
  }

  private long withoutLineEnd(long start, long end) throws IOException {
    boolean carriageReturn = end - 1 > start && window.holds(end - 1) && window.at(end - 1) == '\r';
    return carriageReturn ? end - 1 : end;
  }
}
