package org.sfcrime.commandline;

/** The number of a TCP port, as the value of a flag. */
public final class Port {
  private static final int LAST = 65_535;

  private Port() {}

  /**
   * Checks a value.
   *
   * @param first 0 if the value may be 0, for any free port; otherwise 1
   * @throws IllegalArgumentException if the value is not a port
   */
  public static void check(String flag, int port, int first) {
    if (port < first || port > LAST) {
      throw new IllegalArgumentException(
          "%s (%d) must be from %d to %d".formatted(flag, port, first, LAST));
    }
  }
}
