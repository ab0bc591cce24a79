package org.sfcrime.generatecalls;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.sfcrime.generatecalls.random.WeightTables;
import org.sfcrime.generatecalls.random.WeightedChoice;

/** The distribution of calls over a week: a weight for each minute of each weekday. */
final class MinuteWeights {
  static final int MINUTES_A_DAY = 24 * 60;

  private final Map<DayOfWeek, int[]> minuteWeights = new EnumMap<>(DayOfWeek.class);

  MinuteWeights() {
    List<CSVRecord> hours = WeightTables.read("hours.csv");
    for (CSVRecord day : WeightTables.read("weekdays.csv")) {
      String column = day.get("hours");
      int[] weights = hours.stream().mapToInt(hour -> WeightTables.number(hour, column)).toArray();
      minuteWeights.put(
          DayOfWeek.valueOf(day.get("weekday")),
          minutes(weights, WeightTables.number(day, "weight")));
    }
  }

  /** Divides a weekday's weight among its hours; the hours' weights may have any scale. */
  private static int[] minutes(int[] hourWeights, int dayWeight) {
    long sum = IntStream.of(hourWeights).sum();
    return IntStream.range(0, MINUTES_A_DAY)
        .map(minute -> Math.toIntExact(10_000L * dayWeight * hourWeights[minute / 60] / sum))
        .toArray();
  }

  long weight(DayPart.Span span) {
    int[] day = minuteWeights.get(span.date().getDayOfWeek());
    return Arrays.stream(day, span.from(), span.to()).asLongStream().sum();
  }

  WeightedChoice<Integer> minutes(DayOfWeek day, int from, int to) {
    int[] weights = Arrays.copyOfRange(minuteWeights.get(day), from, to);
    return new WeightedChoice<>(IntStream.range(from, to).boxed().toList(), weights);
  }
}
