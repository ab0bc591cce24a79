package org.sfcrime.dashboard.web;

import java.util.Locale;
import java.util.Objects;
import org.sfcrime.dashboard.counts.CountsFollower;
import org.sfcrime.dashboard.counts.CountsTable;

/**
 * The status that open pages get after each change, and at least every few seconds.
 *
 * @param version the version of the counts table
 * @param following the state of the follower of the topic
 * @param startOver the last time when the follower removed all counts, or null
 * @param progress whether the dashboard reads a progress file
 * @param health the job's newest batch, or null
 * @param nowMillis the dashboard's clock, because a browser's clock may be wrong
 */
public record Status(
    long version,
    String following,
    CountsFollower.StartOver startOver,
    boolean progress,
    ProgressFile.Health health,
    long nowMillis) {
  public static Status of(
      CountsTable table, CountsFollower follower, ProgressFile progress, long now) {
    return new Status(
        table.version(),
        follower.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        follower.startOver(),
        progress != null,
        progress == null ? null : progress.newest().orElse(null),
        now);
  }

  /** Returns whether the other status differs in nothing but the time. */
  public boolean equalsExceptTime(Status other) {
    return other != null
        && version == other.version
        && following.equals(other.following)
        && Objects.equals(startOver, other.startOver)
        && Objects.equals(health, other.health);
  }
}
