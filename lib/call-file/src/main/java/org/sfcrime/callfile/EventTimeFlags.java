package org.sfcrime.callfile;

import picocli.CommandLine.Option;

/** The flags {@code --since} and {@code --until}. */
public final class EventTimeFlags {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "only the calls of this event time or later, on the clocks of San Francisco:",
        "2018-12-31, or 2018-12-31T22:00:00"
      })
  private String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "only the calls before this event time")
  private String until;

  /**
   * Returns the range of the flags.
   *
   * @throws IllegalArgumentException if a value is not a time, or if the range is empty
   */
  public EventTimeRange range() {
    return EventTimeRange.of(since, until);
  }
}
