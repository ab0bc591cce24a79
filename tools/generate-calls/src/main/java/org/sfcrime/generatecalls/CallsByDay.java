package org.sfcrime.generatecalls;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Distributes the calls over days, in the three segments of the city's file.
 *
 * <p>The city's file has three segments: the last two hours of a much newer day; about 90 days
 * earlier, three quarters of an hour of a much older day; about 50 days later, whole days. Each
 * segment is newest-first.
 *
 * @param eventTime the days in ascending order
 */
record CallsByDay(List<DayPart> eventTime) {
  static final int NEWER_BY_DAYS = 40;
  static final int OLDER_BY_DAYS = 47;

  static CallsByDay of(GenerateCallsOptions options, MinuteWeights weights) {
    List<DayPart.Span> spans = new ArrayList<>();
    LocalDate start = options.startDate();
    spans.add(new DayPart.Span(start.minusDays(OLDER_BY_DAYS), 9 * 60 + 11, 9 * 60 + 57));
    for (LocalDate day = start; !day.isAfter(options.endDate()); day = day.plusDays(1)) {
      spans.add(new DayPart.Span(day, 0, MinuteWeights.MINUTES_A_DAY));
    }
    LocalDate newest = options.endDate().plusDays(NEWER_BY_DAYS);
    spans.add(new DayPart.Span(newest, 21 * 60 + 56, 23 * 60 + 58));
    return new CallsByDay(distribute(options.calls(), spans, weights));
  }

  /** Divides by cumulative weights, so that the parts add up to the calls exactly. */
  private static List<DayPart> distribute(
      long calls, List<DayPart.Span> spans, MinuteWeights weights) {
    long sum = spans.stream().mapToLong(weights::weight).sum();
    List<DayPart> parts = new ArrayList<>();
    long weightUpToHere = 0;
    long distributed = 0;
    for (DayPart.Span span : spans) {
      weightUpToHere += weights.weight(span);
      long upToHere =
          BigInteger.valueOf(calls)
              .multiply(BigInteger.valueOf(weightUpToHere))
              .divide(BigInteger.valueOf(sum))
              .longValueExact();
      parts.add(DayPart.of(span, upToHere - distributed, weights));
      distributed = upToHere;
    }
    return parts;
  }

  /**
   * The order of the city's file: newest day, oldest day, then the whole days in descending order.
   */
  List<DayPart> newestFirst() {
    int newest = eventTime.size() - 1;
    List<DayPart> wholeDays = new ArrayList<>(eventTime.subList(1, newest));
    Collections.reverse(wholeDays);
    wholeDays.add(0, eventTime.get(newest));
    wholeDays.add(1, eventTime.get(0));
    return wholeDays;
  }
}
