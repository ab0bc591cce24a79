package org.sfcrime.producer;

import java.time.Duration;

/**
 * Says when a transaction is long enough.
 *
 * <p>A commit stops the sending while it waits for the broker. So a transaction lasts at least
 * {@code shortest}, which is what a reader of committed records notices at a low rate, and {@code
 * share} times as long as the commit before it took, which bounds what commits cost at full speed.
 *
 * @param maxRecords records that a transaction takes at most
 * @param shortest how long it lasts at least, unless it is full
 * @param longest how long it lasts at most; far below transaction.timeout.ms, 60 s by default
 * @param share 20: at most about a twentieth of the time goes into commits
 */
record CommitPolicy(long maxRecords, Duration shortest, Duration longest, int share) {
  static final CommitPolicy DEFAULT =
      new CommitPolicy(500_000, Duration.ofMillis(100), Duration.ofSeconds(2), 20);

  boolean isFull(long records) {
    return records >= maxRecords;
  }

  /**
   * Returns whether to commit.
   *
   * @param openNanos how long the transaction has been open
   * @param lastCommitNanos how long the last commit took
   */
  boolean isDue(long openNanos, long lastCommitNanos) {
    long wanted = Math.max(shortest.toNanos(), share * lastCommitNanos);
    return openNanos >= Math.min(wanted, longest.toNanos());
  }
}
