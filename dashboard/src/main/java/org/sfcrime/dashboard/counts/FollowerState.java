package org.sfcrime.dashboard.counts;

/** The progress of the {@link CountsFollower}. */
public enum FollowerState {
  /** No broker answers. */
  NO_BROKER,
  /** The topic does not exist yet. */
  NO_TOPIC,
  /** The follower reads the records that were in the topic when it started. */
  READING,
  /** The table has all records of the topic. */
  LIVE,
  /** The follower ended with a failure, which the log names. */
  FAILED
}
