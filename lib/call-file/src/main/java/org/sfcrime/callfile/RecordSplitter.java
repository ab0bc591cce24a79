package org.sfcrime.callfile;

import java.io.IOException;

/** Finds the records of an input one after the other, in one pass and in bounded memory. */
public interface RecordSplitter {
  /** Returns the next record, broken or not, or null at the end of the input. */
  RawRecord next() throws IOException;

  /** Returns the line, from 1, on which the record returned last begins. */
  long line();

  /** Returns what is wrong with the input as a whole, or null; complete only after its end. */
  default String warning() {
    return null;
  }
}
