package org.sfcrime.generator;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Shares the calls out over days, in the three segments of the city's file.
 *
 * <p>The public file is stitched: it begins with the last two hours of a far newer day, jumps some
 * 90 days back to three quarters of an hour of a far older day, then some 50 days forward to where
 * its whole days begin. Within a segment it is newest-first.
 */
final class CallPlan {
  static final int NEWER_BY_DAYS = 40;
  static final int OLDER_BY_DAYS = 47;

  private final List<DayPart> eventTime;

  private CallPlan(List<DayPart> eventTime) {
    this.eventTime = List.copyOf(eventTime);
  }

  static CallPlan of(GeneratorOptions options, Rhythm rhythm) {
    List<DayPart.Span> spans = new ArrayList<>();
    LocalDate start = options.startDate();
    spans.add(new DayPart.Span(start.minusDays(OLDER_BY_DAYS), 9 * 60 + 11, 9 * 60 + 57));
    for (LocalDate day = start; !day.isAfter(options.endDate()); day = day.plusDays(1)) {
      spans.add(new DayPart.Span(day, 0, Rhythm.MINUTES_A_DAY));
    }
    LocalDate newest = options.endDate().plusDays(NEWER_BY_DAYS);
    spans.add(new DayPart.Span(newest, 21 * 60 + 56, 23 * 60 + 58));
    return new CallPlan(shareOut(options.calls(), spans, rhythm));
  }

  /** By the weights summed so far, so that the parts add up to the calls exactly. */
  private static List<DayPart> shareOut(long calls, List<DayPart.Span> spans, Rhythm rhythm) {
    long[] sums = new long[spans.size()];
    long sum = 0;
    for (int i = 0; i < sums.length; i++) {
      DayPart.Span span = spans.get(i);
      sum += rhythm.weight(span.date().getDayOfWeek(), span.from(), span.to());
      sums[i] = sum;
    }
    List<DayPart> parts = new ArrayList<>();
    long sharedOut = 0;
    for (int i = 0; i < sums.length; i++) {
      long upToHere =
          BigInteger.valueOf(calls)
              .multiply(BigInteger.valueOf(sums[i]))
              .divide(BigInteger.valueOf(sum))
              .longValueExact();
      parts.add(DayPart.of(spans.get(i), upToHere - sharedOut, rhythm));
      sharedOut = upToHere;
    }
    return parts;
  }

  /** Oldest day first. */
  List<DayPart> eventTime() {
    return eventTime;
  }

  /** In the order of the city's file: newest day, oldest day, then the whole days backwards. */
  List<DayPart> newestFirst() {
    int newest = eventTime.size() - 1;
    List<DayPart> wholeDays = new ArrayList<>(eventTime.subList(1, newest));
    Collections.reverse(wholeDays);
    wholeDays.add(0, eventTime.get(newest));
    wholeDays.add(1, eventTime.get(0));
    return wholeDays;
  }
}
