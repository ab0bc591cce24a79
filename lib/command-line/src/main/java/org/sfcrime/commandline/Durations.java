package org.sfcrime.commandline;

import java.time.Duration;
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
    if (millis % 86_400_000 == 0 && millis > 0) {
      return plural(millis / 86_400_000, "day");
    } else if (millis % 3_600_000 == 0 && millis > 0) {
      return plural(millis / 3_600_000, "hour");
    } else if (millis % 60_000 == 0 && millis > 0) {
      return plural(millis / 60_000, "minute");
    } else if (millis % 1_000 == 0) {
      return plural(millis / 1_000, "second");
    }
    return plural(millis, "millisecond");
  }

  private static String plural(long amount, String unit) {
    return amount + " " + unit + (amount == 1 ? "" : "s");
  }
}
