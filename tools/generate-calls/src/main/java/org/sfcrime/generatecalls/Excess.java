package org.sfcrime.generatecalls;

/**
 * Calls of one crime type that a run plants in its last hour, so that the hour is unusual.
 *
 * @param calls how many calls of the last hour have this type, besides those that have it by chance
 */
record Excess(String crimeType, int calls) {
  static final Excess NONE = new Excess("", 0);

  static final int MINUTES = 60;

  /** Parses the form {@code TYPE=N}. */
  static Excess of(String text) {
    int equals = text.lastIndexOf('=');
    if (equals < 1 || !text.substring(equals + 1).matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "--excess (%s) must be a crime type and a number, such as Burglary=10".formatted(text));
    }
    return new Excess(text.substring(0, equals), Integer.parseInt(text.substring(equals + 1)));
  }

  /**
   * Returns whether a call is one of the planted calls. They are spread evenly over the last hour.
   *
   * @param fromLast 0 for the newest call of all
   * @param lastHour the number of calls in the last hour
   */
  boolean contains(long fromLast, long lastHour) {
    return fromLast < lastHour && fromLast * calls / lastHour != (fromLast + 1) * calls / lastHour;
  }
}
