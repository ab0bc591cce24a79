package org.sfcrime.consumer;

/** A failure that the user can do something about; its message is the one line that is shown. */
public final class ConsumerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConsumerException(String message) {
    super(message);
  }

  public ConsumerException(String message, Throwable cause) {
    super(message, cause);
  }
}
