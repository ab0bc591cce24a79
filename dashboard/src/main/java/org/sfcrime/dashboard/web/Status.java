package org.sfcrime.dashboard.web;

import java.util.Locale;
import org.sfcrime.dashboard.counts.CountsFollower;
import org.sfcrime.dashboard.counts.CountsTable;

/**
 * What the page is told whenever it changes, and every few seconds besides.
 *
 * @param version of the table
 * @param following where the follower is
 * @param progress whether there is a progress file to look at
 * @param health of the job's newest batch, or null
 * @param nowMillis the dashboard's clock, so that ages do not hang on the browser's
 */
public record Status(
    long version, String following, boolean progress, Health health, long nowMillis) {
  public static Status of(
      CountsTable table, CountsFollower follower, ProgressFile progress, long now) {
    return new Status(
        table.version(),
        follower.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        progress != null,
        progress == null ? null : progress.newest().orElse(null),
        now);
  }

  /** But for the time. */
  public boolean same(Status other) {
    return other != null
        && version == other.version
        && following.equals(other.following)
        && java.util.Objects.equals(health, other.health);
  }
}
