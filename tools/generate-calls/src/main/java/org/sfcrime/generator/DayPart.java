package org.sfcrime.generator;

import java.time.LocalDate;

/**
 * The calls of one day, or of a part of one.
 *
 * @param date the day
 * @param from its first minute, 0 to 1,439
 * @param to the minute after its last one
 * @param calls how many calls it has
 * @param firstNumber the lowest running number for its crime ids
 * @param numbers how many running numbers it may use, at least {@code calls}
 * @param digits the digits of a running number: four, as in the city's data, or as many as it takes
 */
record DayPart(
    LocalDate date, int from, int to, long calls, long firstNumber, long numbers, int digits) {

  /** The city counts every event of dispatch, of which the calls for service are about half. */
  private static final long USUAL_NUMBERS = 3_800;

  DayPart {
    if (from < 0 || to <= from || to > Rhythm.MINUTES_A_DAY) {
      throw new IllegalArgumentException("no minutes from " + from + " to " + to);
    }
    if (calls > numbers) {
      throw new IllegalArgumentException(calls + " calls need more than " + numbers + " numbers");
    }
  }

  /** The part with running numbers in proportion to where it stands in its day's rhythm. */
  static DayPart of(Span span, long calls, Rhythm rhythm) {
    var weekday = span.date().getDayOfWeek();
    long before = rhythm.weight(weekday, 0, span.from());
    long own = rhythm.weight(weekday, span.from(), span.to());
    long day = rhythm.weight(weekday, 0, Rhythm.MINUTES_A_DAY);
    int digits = 4;
    long numbersOfDay = USUAL_NUMBERS;
    long numbers = numbersOfDay * own / day;
    for (long all = 9_999; numbers < calls; all = all * 10 + 9) {
      numbersOfDay = all;
      digits = Long.toString(all).length();
      numbers = numbersOfDay * own / day;
    }
    long first = 1 + numbersOfDay * before / day;
    return new DayPart(span.date(), span.from(), span.to(), calls, first, numbers, digits);
  }

  /** The running number of the call at {@code index}, the oldest being 0: rising and unique. */
  long number(long index) {
    return firstNumber + index * numbers / calls;
  }

  /** Minutes of a day, before it is known how many calls they have. */
  record Span(LocalDate date, int from, int to) {}
}
