package org.sfcrime.dashboard.web;

/**
 * The job's newest batch, from its progress file.
 *
 * @param rowsPerSecond the processing rate of the batch
 * @param lag the records in the topic that no batch has read yet
 * @param watermark windows that end before the watermark are closed; {@code none} before the first
 *     batch
 * @param writtenMillis the time when the job wrote the line, in milliseconds since 1970
 */
record Health(
    long batch,
    double rowsPerSecond,
    long batchMillis,
    long lag,
    String watermark,
    Totals totals,
    long writtenMillis) {

  /** Rows since the start of the checkpoint. */
  record Totals(long read, long counted, long late, long rejected, long unmatched) {}
}
