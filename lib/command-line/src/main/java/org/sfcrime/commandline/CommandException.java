package org.sfcrime.commandline;

import java.io.Serial;

/**
 * A failure that the user can fix. The message is one line: what failed, where, and what to do.
 * {@link Program} prints the message and returns {@link ExitCode#FAILED}.
 */
public class CommandException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
