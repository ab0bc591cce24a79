package org.sfcrime.dashboard.counts;

/** Where the follower is. */
public enum FollowerState {
  /** No broker answers. */
  NO_BROKER,
  /** There is no such topic yet. */
  NO_TOPIC,
  /** What was in the topic at the start is being read. */
  READING,
  /** All that was in the topic is in the table. */
  LIVE,
  /** It ended; the log says why. */
  FAILED
}
