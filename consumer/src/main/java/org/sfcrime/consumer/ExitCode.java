package org.sfcrime.consumer;

/** What the program's exit codes mean. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int EXPECTATION_DID_NOT_HOLD = 3;

  /** The JVM itself exits with this, or with 143, when a signal ends it. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
