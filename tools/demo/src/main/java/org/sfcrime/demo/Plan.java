package org.sfcrime.demo;

import java.io.IOException;
import java.util.List;
import org.sfcrime.commandline.CommandException;

/** Where the calls of a demo come from, and with what their counts must agree. */
interface Plan {
  /**
   * Checks the input before any program starts.
   *
   * @throws CommandException if it has no accepted call
   */
  void requireCall() throws IOException;

  /** Whether the run takes a few minutes at most. */
  boolean isShort() throws IOException;

  /** The job's flags for this source. */
  List<String> jobFlags();

  /** Publishes the calls, waits until the job has counted them, and returns all sides. */
  Sides run(Pipeline pipeline) throws IOException, InterruptedException;
}
