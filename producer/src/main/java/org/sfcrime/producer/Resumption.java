package org.sfcrime.producer;

import java.io.PrintStream;
import java.util.Optional;
import org.sfcrime.commandline.CommandException;

/** Decides where a run begins: at the beginning, or where an earlier run of the job stopped. */
final class Resumption {
  private Resumption() {}

  /**
   * Returns where to begin, and says so.
   *
   * @param now the job as it would be begun now
   * @param earlier what is committed of the job
   * @throws CommandException if the job is not the one that the position belongs to
   */
  static ReplayPosition start(
      ProducerOptions options,
      ReplayPosition.Job now,
      Optional<ReplayPosition> earlier,
      PrintStream err) {
    if (earlier.isEmpty()) {
      err.println("Nothing to resume: no earlier run of this job committed anything; beginning.");
      return ReplayPosition.startOf(now);
    }
    ReplayPosition position = earlier.get();
    String refusal = position.refusal(now);
    if (refusal != null) {
      throw new CommandException(
          "--resume is refused: "
              + refusal
              + "; undo that, or leave --resume out to publish everything anew.");
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
