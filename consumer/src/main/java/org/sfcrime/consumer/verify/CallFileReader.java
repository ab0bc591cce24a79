package org.sfcrime.consumer.verify;

import java.io.IOException;

/** Reads the records of a call file one after the other into the same {@link CallFields}. */
interface CallFileReader {
  /** Goes to the next record. Returns false when there is none. */
  boolean next() throws IOException;

  /**
   * Returns null if the record was read into the fields, or the code of the reason why it could not
   * be.
   */
  String broken();
}
