package org.sfcrime.callfile;

import org.sfcrime.callrecord.CallScanner;
import org.sfcrime.callrecord.RejectionReason;

/**
 * A record as it stands in the input, before it is judged.
 *
 * <p>The bytes are a view of a buffer that the next record overwrites.
 *
 * @param buffer holds the record's bytes, from {@code from}, {@code length} of them
 * @param from index of the first byte in the buffer
 * @param length number of bytes held: all of them, or the first kilobyte of a record that is too
 *     long to be held
 * @param position where the record was found
 * @param size number of bytes in the input; more than {@code length} if it could not be held
 * @param broken what the splitter found wrong, or null if the record is complete
 * @param scanned what has just read the record as a call that is written plainly; null if nothing
 *     has
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each record would cost.
public record RawRecord(
    byte[] buffer,
    int from,
    int length,
    Position position,
    long size,
    RejectionReason broken,
    CallScanner scanned) {

  /**
   * Where a record stands in the input.
   *
   * @param record index of the record, from 0
   * @param offset offset of its first byte in the decompressed input
   */
  public record Position(long record, long offset) {}

  /** A record that nothing has looked into. */
  RawRecord(
      byte[] buffer, int from, int length, Position position, long size, RejectionReason broken) {
    this(buffer, from, length, position, size, broken, null);
  }

  RawRecord scannedBy(CallScanner scanner) {
    return new RawRecord(buffer, from, length, position, size, broken, scanner);
  }

  public boolean isHeldWhole() {
    return size == length;
  }

  public int to() {
    return from + length;
  }
}
