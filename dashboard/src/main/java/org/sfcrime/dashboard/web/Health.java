package org.sfcrime.dashboard.web;

/**
 * The job's newest batch, as its progress file has it.
 *
 * @param batch Spark's number
 * @param rowsPerSecond of this batch while it was worked on
 * @param batchMillis how long it took
 * @param lag records that were in the topic and not in a batch yet
 * @param watermark windows that end before are closed; {@code none} before the first
 * @param writtenMillis when the line was written, since 1970
 */
record Health(
    long batch,
    double rowsPerSecond,
    long batchMillis,
    long lag,
    String watermark,
    Totals totals,
    long writtenMillis) {

  /** Rows since the job's beginning. */
  record Totals(long read, long counted, long late, long rejected, long unmatched) {}
}
