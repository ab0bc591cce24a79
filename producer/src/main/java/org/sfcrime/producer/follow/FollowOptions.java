package org.sfcrime.producer.follow;

import java.net.URI;
import java.time.Duration;
import org.sfcrime.commandline.Durations;

/**
 * How a feed is followed.
 *
 * @param feed the SODA endpoint
 * @param pollInterval the time from the start of a poll to the start of the next one
 * @param lookback how far back from the newest call a poll reads
 * @param appToken the application token of the API, or null
 * @param once whether the run ends after one poll
 * @param untilClosed whether a call is published only when it is closed
 */
public record FollowOptions(
    URI feed,
    Duration pollInterval,
    Duration lookback,
    String appToken,
    boolean once,
    boolean untilClosed) {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

  public FollowOptions {
    if (pollInterval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new IllegalArgumentException(
          "--poll-interval (%s) must be at least %s"
              .formatted(Durations.format(pollInterval), Durations.format(SHORTEST_INTERVAL)));
    }
    if (lookback.isZero()) {
      throw new IllegalArgumentException("--lookback must be longer than 0");
    }
  }

  /** Without the token, which is a secret. */
  @Override
  public String toString() {
    return "%s every %s".formatted(feed, Durations.format(pollInterval));
  }
}
