package org.sfcrime.callfile;

import java.io.IOException;

/** Finds the records of an input in order, in one pass and in bounded memory. */
interface RecordSplitter {
  /** Returns the next record, broken or not, or null at the end of the input. */
  RawRecord next() throws IOException;

  /** Returns the line, counted from 1, on which the last record begins. */
  long line();

  /** Returns a defect of the whole input, or null; known only after the last record. */
  default String warning() {
    return null;
  }
}
