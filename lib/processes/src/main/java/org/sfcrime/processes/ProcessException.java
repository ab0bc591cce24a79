package org.sfcrime.processes;

import java.io.Serial;
import org.sfcrime.commandline.CommandException;

/** A failure in the end-to-end tests; the programs throw CommandException. */
public final class ProcessException extends CommandException {
  @Serial private static final long serialVersionUID = 1L;

  public ProcessException(String message) {
    super(message);
  }
}
