package org.sfcrime.consumer.verify;

/** A kind of difference between the expected calls and the records of the topic. */
public enum Difference {
  MISSING,
  DUPLICATE,
  UNEXPECTED,
  /** The call has another content, or its key is not its id. */
  ALTERED,
  /** The record is not an acceptable call; also counted without expected calls. */
  MALFORMED
}
