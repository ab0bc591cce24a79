package org.sfcrime.localkafka;

/** A failure that one line explains: what went wrong, where, and what to do. */
final class BrokerException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokerException(String message) {
    super(message);
  }

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
