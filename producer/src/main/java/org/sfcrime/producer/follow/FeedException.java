package org.sfcrime.producer.follow;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/** A poll that failed. The next one reads again what the feed still shows. */
final class FeedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean isFinal;
  private final Duration notBefore;

  private FeedException(String message, boolean isFinal, Duration notBefore, Throwable cause) {
    super(message, cause);
    this.isFinal = isFinal;
    this.notBefore = notBefore;
  }

  /** A failure that passes, such as a time-out. */
  static FeedException passing(String message, Throwable cause) {
    return new FeedException(message, false, Duration.ZERO, cause);
  }

  /**
   * A failure that passes after a time.
   *
   * @param notBefore how long the feed asks to wait
   */
  static FeedException passing(String message, Duration notBefore) {
    return new FeedException(message, false, notBefore, null);
  }

  /** A failure that the same request will meet again, such as a wrong address. */
  static FeedException ofRequest(String message) {
    return new FeedException(message, true, Duration.ZERO, null);
  }

  boolean isFinal() {
    return isFinal;
  }

  /** Returns how long the feed asks to wait, or zero. */
  Duration notBefore() {
    return notBefore;
  }
}
