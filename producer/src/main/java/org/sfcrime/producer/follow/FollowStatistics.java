package org.sfcrime.producer.follow;

import java.time.Duration;
import java.time.Instant;
import org.sfcrime.callrecord.CallDateTime;

/** The figures of a run; thread-safe. */
public final class FollowStatistics {
  private Totals totals = new Totals(0, 0, 0, 0, 0, 0, CallDateTime.INVALID);

  /**
   * The figures at one moment.
   *
   * @param polls polls whose revisions are published
   * @param failures polls that failed
   * @param newCalls first revisions published
   * @param changedCalls further revisions published
   * @param rejected rejected records sent
   * @param gaps polls after which calls are missing
   * @param newestMillis event time of the newest call, see {@link CallDateTime#parse}
   */
  public record Totals(
      long polls,
      long failures,
      long newCalls,
      long changedCalls,
      long rejected,
      long gaps,
      long newestMillis) {
    /** Returns the number of revisions published. */
    public long revisions() {
      return newCalls + changedCalls;
    }

    /** Returns the age of the newest call, or null if there is no call. */
    public Duration age(Instant now) {
      return newestMillis <= CallDateTime.NUMBER
          ? null
          : Duration.between(CallDateTime.toInstant(newestMillis), now);
    }
  }

  public synchronized Totals totals() {
    return totals;
  }

  synchronized void published(long newCalls, long changed, long rejected, long newestMillis) {
    totals =
        new Totals(
            totals.polls() + 1,
            totals.failures(),
            totals.newCalls() + newCalls,
            totals.changedCalls() + changed,
            totals.rejected() + rejected,
            totals.gaps(),
            newestMillis);
  }

  synchronized void failed() {
    add(1, 0);
  }

  synchronized void gap() {
    add(0, 1);
  }

  private void add(int failures, int gaps) {
    totals =
        new Totals(
            totals.polls(),
            totals.failures() + failures,
            totals.newCalls(),
            totals.changedCalls(),
            totals.rejected(),
            totals.gaps() + gaps,
            totals.newestMillis());
  }
}
