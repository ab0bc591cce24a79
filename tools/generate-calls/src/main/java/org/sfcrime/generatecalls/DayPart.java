package org.sfcrime.generatecalls;

import java.time.LocalDate;

/**
 * The calls of a day or of a part of a day.
 *
 * @param firstIndex the calls of the same day in earlier parts, which the random values go on from
 * @param from first minute, 0 to 1,439
 * @param to the minute after the last one
 * @param firstNumber lowest running number of the crime ids
 * @param numbers number of running numbers available, at least {@code calls}
 * @param digits digits of a running number: four as in the city's data, more if four are too few
 */
record DayPart(
    LocalDate date,
    int from,
    int to,
    long firstIndex,
    long calls,
    long firstNumber,
    long numbers,
    int digits) {

  /** The city numbers every dispatch event; about half of them are calls for service. */
  private static final long USUAL_NUMBERS = 3_800;

  DayPart {
    if (from < 0 || to <= from || to > MinuteWeights.MINUTES_A_DAY) {
      throw new IllegalArgumentException("no minutes from " + from + " to " + to);
    }
    if (calls > numbers) {
      throw new IllegalArgumentException(calls + " calls need more than " + numbers + " numbers");
    }
  }

  /** Creates a part whose running numbers are proportional to its share of the day's weights. */
  static DayPart of(Span span, long firstIndex, long calls, MinuteWeights weights) {
    long before = weights.weight(new Span(span.date(), 0, span.from()));
    long own = weights.weight(span);
    long day = weights.weight(new Span(span.date(), 0, MinuteWeights.MINUTES_A_DAY));
    long numbersOfDay = USUAL_NUMBERS;
    for (long all = 9_999; numbersOfDay * own / day < calls; all = all * 10 + 9) {
      numbersOfDay = all;
    }
    long numbers = numbersOfDay * own / day;
    int digits = Long.toString(numbersOfDay).length();
    long first = 1 + numbersOfDay * before / day;
    return new DayPart(
        span.date(), span.from(), span.to(), firstIndex, calls, first, numbers, digits);
  }

  /** The running number of the call at {@code index} (the oldest is 0): ascending and unique. */
  long number(long index) {
    return firstNumber + index * numbers / calls;
  }

  /** A range of minutes of a day; {@code to} is exclusive. */
  record Span(LocalDate date, int from, int to) {}
}
