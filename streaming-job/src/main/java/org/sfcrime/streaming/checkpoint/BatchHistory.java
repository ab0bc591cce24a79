package org.sfcrime.streaming.checkpoint;

import java.io.IOException;

/** The plans and the results of the batches in a checkpoint. */
public interface BatchHistory {
  /** Returns the plan of a batch, {@link PlannedBatch#NONE} if no batch has this id yet. */
  PlannedBatch planned(long batchId) throws IOException;

  /** Records the result of a batch in the ledger. */
  void record(Ledger.Entry entry) throws IOException;
}
