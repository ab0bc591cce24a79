package org.sfcrime.commandline;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats durations as Spark intervals, for example {@code "10 minutes"}. */
public final class Durations {
  private static final Pattern INTERVAL =
      Pattern.compile(
          "\\s*(\\d{1,9})\\s*(milliseconds?|ms|seconds?|s|minutes?|min|hours?|h|days?|d)\\s*");

  private Durations() {}

  /**
   * Parses an interval.
   *
   * @throws IllegalArgumentException if the text is not an interval
   */
  public static Duration parse(String text) {
    Matcher matcher = INTERVAL.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not an interval; write it like \"10 minutes\", \"2 seconds\" or \"1 hour\""
              .formatted(text));
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms", "millisecond", "milliseconds" -> Duration.ofMillis(amount);
      case "s", "second", "seconds" -> Duration.ofSeconds(amount);
      case "min", "minute", "minutes" -> Duration.ofMinutes(amount);
      case "h", "hour", "hours" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** Formats a duration in its largest unit that needs no fraction; fractions of 1 ms are cut. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    for (ChronoUnit unit : List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES)) {
      long size = unit.getDuration().toMillis();
      if (millis > 0 && millis % size == 0) {
        return amount(millis / size, unit.name().toLowerCase(Locale.ROOT));
      }
    }
    return millis % 1_000 == 0 ? amount(millis / 1_000, "seconds") : amount(millis, "milliseconds");
  }

  private static String amount(long number, String units) {
    return number + " " + (number == 1 ? units.substring(0, units.length() - 1) : units);
  }
}
