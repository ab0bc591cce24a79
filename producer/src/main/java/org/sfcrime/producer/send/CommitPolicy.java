package org.sfcrime.producer.send;

import java.time.Duration;

/**
 * Decides when a transaction is committed.
 *
 * <p>No record is sent while a commit waits for the broker. Therefore a transaction lasts at least
 * {@code shortest}, which is the delay for a reader of committed records at a low rate, and at
 * least {@code share} times the usual duration of a commit, which limits the cost of commits at
 * full speed.
 *
 * @param maxRecords the maximum number of records in a transaction
 * @param shortest the minimum duration of a transaction that is not full
 * @param longest the maximum duration; far below transaction.timeout.ms, which is 60 s by default
 * @param share with 20, commits take at most about a twentieth of the time
 */
public record CommitPolicy(long maxRecords, Duration shortest, Duration longest, int share) {
  public static final CommitPolicy DEFAULT =
      new CommitPolicy(500_000, Duration.ofMillis(100), Duration.ofSeconds(2), 20);

  public boolean isFull(long records) {
    return records >= maxRecords;
  }

  /**
   * Returns whether the transaction is due to be committed.
   *
   * @param openNanos the duration of the transaction so far
   * @param commitNanos the usual duration of a commit
   */
  public boolean isDue(long openNanos, long commitNanos) {
    long wanted = Math.max(shortest.toNanos(), share * commitNanos);
    return openNanos >= Math.min(wanted, longest.toNanos());
  }
}
