package org.sfcrime.endtoend.harness;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order in which a test publishes calls. */
public enum CallOrder {
  NEWEST_FIRST(null),
  WITHIN_30_MINUTES(Duration.ofMinutes(30)),
  WITHIN_60_MINUTES(Duration.ofMinutes(60)),
  WITHIN_90_MINUTES(Duration.ofMinutes(90));

  private static final Pattern TIME = Pattern.compile("\"call_date_time\" *: *\"([^\"]+)\"");

  /** The maximum shift of a call, in either direction; null for the exact reverse. */
  private final Duration most;

  CallOrder(Duration most) {
    this.most = most;
  }

  /** Whether no call can be late with a watermark delay of 60 minutes. */
  public boolean isWithinWatermark() {
    return most != null && most.multipliedBy(2).compareTo(Duration.ofMinutes(60)) <= 0;
  }

  /** The name of a topic or file with calls in this order. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Puts lines into this order. Each line is a call; the lines come in event-time order. */
  public List<String> of(List<String> lines, Random random) {
    if (most == null) {
      List<String> reversed = new ArrayList<>(lines);
      Collections.reverse(reversed);
      return reversed;
    }
    record Moved(LocalDateTime comes, String line) {}
    int millis = Math.toIntExact(most.toMillis());
    return lines.stream()
        .map(
            line ->
                new Moved(
                    time(line).plus(Duration.ofMillis(random.nextInt(2 * millis + 1) - millis)),
                    line))
        .sorted(Comparator.comparing(Moved::comes))
        .map(Moved::line)
        .toList();
  }

  private static LocalDateTime time(String line) {
    Matcher found = TIME.matcher(line);
    if (!found.find()) {
      throw new IllegalArgumentException("no call_date_time: " + line);
    }
    return LocalDateTime.parse(found.group(1));
  }
}
