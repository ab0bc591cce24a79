package org.sfcrime.processes;

import org.sfcrime.commandline.CommandException;

/** The failure of a process that this program started. */
public final class ProcessException extends CommandException {
  private static final long serialVersionUID = 1L;

  public ProcessException(String message) {
    super(message);
  }

  public ProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
