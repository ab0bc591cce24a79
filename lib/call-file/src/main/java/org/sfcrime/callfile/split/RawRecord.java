package org.sfcrime.callfile.split;

import org.sfcrime.callrecord.RejectionReason;

/**
 * A record as it is written in the file, not yet judged. Its bytes are part of a buffer that the
 * next record overwrites.
 *
 * @param buffer contains the record's bytes
 * @param from index of the first byte in the buffer
 * @param length number of bytes in the buffer: all, or the first kilobyte of a record that is too
 *     long to be held
 * @param position where the record was found
 * @param size number of bytes in the file; more than {@code length} if the record is not held
 * @param broken why the record is broken, or null if it is complete
 * @param scanned whether the splitter has already read the record with its call reader
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each record would cost time.
public record RawRecord(
    byte[] buffer,
    int from,
    int length,
    Position position,
    long size,
    RejectionReason broken,
    boolean scanned) {
  /** Longer records are never held in memory as a whole. */
  public static final int MAX_BYTES = (1 << 24) - 1;

  /** Number of bytes that are kept of a longer record. */
  public static final int HEAD_BYTES = 1024;

  /**
   * The position of a record.
   *
   * @param record number of the record, from 0
   * @param offset offset of the record's first byte in the text of the file, in UTF-8
   */
  public record Position(long record, long offset) {}

  public RawRecord(
      byte[] buffer, int from, int length, Position position, long size, RejectionReason broken) {
    this(buffer, from, length, position, size, broken, false);
  }

  /** Returns whether the buffer contains the whole record. */
  public boolean isHeldWhole() {
    return size == length;
  }

  /** Returns the index in the buffer after the last byte. */
  public int to() {
    return from + length;
  }
}
