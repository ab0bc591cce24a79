package org.sfcrime.commandline;

/** The exit codes of all programs. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;

  /** The program completed, but the result differs from the expected result. */
  public static final int DIFFERENT = 3;

  /** SIGINT: 128 plus the signal number, as in a shell. */
  public static final int INTERRUPTED = 130;

  /** SIGTERM. */
  public static final int TERMINATED = 143;

  private ExitCode() {}
}
