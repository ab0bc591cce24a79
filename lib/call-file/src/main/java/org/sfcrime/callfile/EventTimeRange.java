package org.sfcrime.callfile;

import java.nio.charset.StandardCharsets;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.Utf8;

/**
 * The calls of a range of event times, for {@code --since} and {@code --until}.
 *
 * @param sinceMillis the earliest event time, in milliseconds since 1970 on San Francisco's clocks
 * @param untilMillis the range ends before this event time
 */
public record EventTimeRange(long sinceMillis, long untilMillis) {
  public static final EventTimeRange ALL = new EventTimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /**
   * Parses the values of the flags.
   *
   * @param since a date, or a date and time in any form of {@code call_date_time}; null for no
   *     limit
   * @param until the same
   * @throws IllegalArgumentException if a value is neither, or if the range is empty
   */
  public static EventTimeRange of(String since, String until) {
    EventTimeRange range =
        new EventTimeRange(
            since == null ? ALL.sinceMillis : parse("--since", since),
            until == null ? ALL.untilMillis : parse("--until", until));
    if (range.sinceMillis >= range.untilMillis) {
      throw new IllegalArgumentException(
          "--until (%s) must be later than --since (%s)".formatted(until, since));
    }
    return range;
  }

  private static long parse(String flag, String text) {
    long millis = CallDateTime.parse(text);
    if (millis == CallDateTime.WITHOUT_TIME) {
      return CallDateTime.parseDate(Utf8.of(text));
    }
    if (millis == CallDateTime.WITH_ZONE) {
      throw new IllegalArgumentException(
          "%s (%s) must have no zone: calls have the time of San Francisco's clocks"
              .formatted(flag, text));
    }
    if (millis <= CallDateTime.NUMBER) {
      throw new IllegalArgumentException(
          "%s (%s) is not a time: use a form such as 2018-12-31 or 2018-12-31T22:00:00"
              .formatted(flag, text));
    }
    return millis;
  }

  public boolean isAll() {
    return equals(ALL);
  }

  /** Returns whether the range contains an event time, in milliseconds since 1970. */
  public boolean contains(long eventTimeMillis) {
    return eventTimeMillis >= sinceMillis && eventTimeMillis < untilMillis;
  }

  /** Returns the flags with their values in one form; the empty string for all calls. */
  @Override
  public String toString() {
    String since = sinceMillis == ALL.sinceMillis ? "" : " --since " + text(sinceMillis);
    String until = untilMillis == ALL.untilMillis ? "" : " --until " + text(untilMillis);
    return (since + until).strip();
  }

  private static String text(long millis) {
    byte[] text = new byte[CallDateTime.TOPIC_BYTES];
    CallDateTime.format(millis, text);
    String whole = new String(text, StandardCharsets.US_ASCII);
    return whole.endsWith(".000") ? whole.substring(0, whole.length() - 4) : whole;
  }
}
