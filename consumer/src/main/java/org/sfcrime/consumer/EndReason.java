package org.sfcrime.consumer;

/** Why the reading ended. */
enum EndReason {
  END_OFFSETS,
  MAX_MESSAGES,
  TIMED_OUT,
  EXPECTED_ARRIVED,
  SIGNAL
}
