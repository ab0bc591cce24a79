package org.sfcrime.producer;

import java.io.PrintStream;
import java.util.Optional;
import org.sfcrime.commandline.CommandException;

/** Determines the position at which a resumed run starts. */
final class Resumption {
  private Resumption() {}

  /**
   * Returns the position and prints it.
   *
   * @param now the job with the current parameters
   * @param earlier the committed position of the job
   * @throws CommandException if the position belongs to a different job
   */
  static ReplayPosition start(
      ProducerOptions options,
      ReplayPosition.Job now,
      Optional<ReplayPosition> earlier,
      PrintStream err) {
    if (earlier.isEmpty()) {
      err.println(
          "Nothing to resume: no earlier run of this job committed a record; starting at the beginning.");
      return ReplayPosition.startOf(now);
    }
    ReplayPosition position = earlier.get();
    String refusal = position.refusal(now);
    if (refusal != null) {
      throw new CommandException(
          "--resume is refused: "
              + refusal
              + "; undo that change, or omit --resume to publish everything again.");
    }
    if (position.isFinished(options.maxRecords())) {
      err.printf(
          "Nothing left to publish: the job is finished, with %,d calls and %,d rejected records.%n",
          position.calls(), position.rejected());
    } else {
      err.printf(
          "Resuming after %,d calls and %,d rejected records.%n",
          position.calls(), position.rejected());
    }
    return position;
  }
}
