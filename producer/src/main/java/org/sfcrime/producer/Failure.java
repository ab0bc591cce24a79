package org.sfcrime.producer;

import java.io.Serial;

/** Ends the run with exit code 1; the message is one line that says what failed and what to do. */
final class Failure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }

  Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
