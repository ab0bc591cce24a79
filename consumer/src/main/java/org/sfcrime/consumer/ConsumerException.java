package org.sfcrime.consumer;

/** A failure that the user can do something about; its message is the one line that is shown. */
final class ConsumerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConsumerException(String message) {
    super(message);
  }

  ConsumerException(String message, Throwable cause) {
    super(message, cause);
  }
}
