package org.sfcrime.processes;

/** A process failed; the message is for the person who sees it. */
public final class ProcessException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProcessException(String message) {
    super(message);
  }

  public ProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
