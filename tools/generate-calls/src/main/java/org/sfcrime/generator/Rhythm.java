package org.sfcrime.generator;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;

/** How the calls spread over a week: a weight for every minute of every weekday. */
final class Rhythm {
  static final int MINUTES_A_DAY = 24 * 60;

  private final Map<DayOfWeek, long[]> minuteWeights = new EnumMap<>(DayOfWeek.class);

  private Rhythm() {}

  static Rhythm load() {
    Rhythm rhythm = new Rhythm();
    List<CSVRecord> hours = Tables.read("hours.csv");
    for (CSVRecord day : Tables.read("weekdays.csv")) {
      String column = day.get("hours");
      int[] weights = hours.stream().mapToInt(hour -> Tables.number(hour, column)).toArray();
      rhythm.minuteWeights.put(
          DayOfWeek.valueOf(day.get("weekday")), minutes(weights, Tables.number(day, "weight")));
    }
    return rhythm;
  }

  /** A weekday's own weight is shared out over its hours, whatever scale these are in. */
  private static long[] minutes(int[] hourWeights, int dayWeight) {
    long sum = IntStream.of(hourWeights).sum();
    long[] minutes = new long[MINUTES_A_DAY];
    for (int minute = 0; minute < MINUTES_A_DAY; minute++) {
      minutes[minute] = 10_000L * dayWeight * hourWeights[minute / 60] / sum;
    }
    return minutes;
  }

  /** The weight of the minutes from {@code from} up to but not including {@code to}. */
  long weight(DayOfWeek day, int from, int to) {
    long sum = 0;
    for (int minute = from; minute < to; minute++) {
      sum += minuteWeights.get(day)[minute];
    }
    return sum;
  }

  Weighted<Integer> minutes(DayOfWeek day, int from, int to) {
    long[] weights = minuteWeights.get(day);
    return new Weighted<>(
        IntStream.range(from, to).boxed().toList(), minute -> Math.toIntExact(weights[minute]));
  }
}
