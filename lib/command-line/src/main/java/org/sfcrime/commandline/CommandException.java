package org.sfcrime.commandline;

import java.io.Serial;

/** Ends the run with exit code 1; the message is one line that says what failed and what to do. */
public final class CommandException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
