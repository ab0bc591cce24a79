package org.sfcrime.producer.order;

import java.io.IOException;

/**
 * A cursor over the positions of calls, in event-time order. At first it is before the first call.
 */
public interface SortedCalls {
  /**
   * Moves to the next call.
   *
   * @return false after the last call
   */
  boolean next() throws IOException;

  /** Returns the number of the call in the order of the file, from 0. */
  long record();

  /** Returns the offset of the call's first byte in the text of the file. */
  long offset();

  /** Returns the length of the call in bytes. */
  int length();
}
