package org.sfcrime.callfile.split;

import java.io.IOException;

/** Finds the records of an input in order, in one pass and in bounded memory. */
public abstract class RecordSplitter {
  final ByteWindow window;

  /** The offset after the last record; the search for the next record begins here. */
  long offset;

  /** The number of records found so far. */
  long records;

  /** Creates a splitter that begins at the offset {@code start}. */
  RecordSplitter(ByteWindow window, long start) {
    this.window = window;
    this.offset = start;
  }

  /** Returns the next record, broken or not, or null at the end of the input. */
  public abstract RawRecord next() throws IOException;

  public final long records() {
    return records;
  }

  /** Returns the line, counted from 1, on which the last record begins. */
  public final long line() {
    return window.heldLine();
  }

  /** Returns a defect of the whole input, or null; known only after the last record. */
  public String warning() {
    return null;
  }
}
