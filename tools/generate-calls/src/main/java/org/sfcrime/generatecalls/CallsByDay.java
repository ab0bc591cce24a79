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
 * segment is newest-first. With {@link GenerateCallsOptions.Pieces#INSIDE}, the two hours are cut
 * out of the last whole day, and the three quarters of an hour out of the first one.
 *
 * @param eventTime the parts of days in ascending order
 * @param older the index of the three quarters of an hour
 */
record CallsByDay(List<DayPart> eventTime, int older) {
  static final int NEWER_BY_DAYS = 40;
  static final int OLDER_BY_DAYS = 47;

  private static final int OLDER_FROM = 9 * 60 + 11;
  private static final int OLDER_TO = 9 * 60 + 57;
  private static final int NEWER_FROM = 21 * 60 + 56;
  private static final int NEWER_TO = 23 * 60 + 58;

  static CallsByDay of(GenerateCallsOptions options, MinuteWeights weights) {
    return switch (options.pieces()) {
      case OUTSIDE -> new CallsByDay(distribute(options.calls(), outside(options), weights), 0);
      case INSIDE -> new CallsByDay(distribute(options.calls(), inside(options), weights), 1);
    };
  }

  private static List<DayPart.Span> outside(GenerateCallsOptions options) {
    List<DayPart.Span> spans = new ArrayList<>();
    LocalDate start = options.startDate();
    spans.add(new DayPart.Span(start.minusDays(OLDER_BY_DAYS), OLDER_FROM, OLDER_TO));
    for (LocalDate day = start; !day.isAfter(options.endDate()); day = day.plusDays(1)) {
      spans.add(new DayPart.Span(day, 0, MinuteWeights.MINUTES_A_DAY));
    }
    spans.add(new DayPart.Span(options.endDate().plusDays(NEWER_BY_DAYS), NEWER_FROM, NEWER_TO));
    return spans;
  }

  private static List<DayPart.Span> inside(GenerateCallsOptions options) {
    List<DayPart.Span> spans = new ArrayList<>();
    LocalDate start = options.startDate();
    for (LocalDate day = start; !day.isAfter(options.endDate()); day = day.plusDays(1)) {
      int from = 0;
      if (day.equals(start)) {
        spans.add(new DayPart.Span(day, 0, OLDER_FROM));
        spans.add(new DayPart.Span(day, OLDER_FROM, OLDER_TO));
        from = OLDER_TO;
      }
      if (day.equals(options.endDate())) {
        spans.add(new DayPart.Span(day, from, NEWER_FROM));
        from = NEWER_FROM;
      }
      spans.add(new DayPart.Span(day, from, MinuteWeights.MINUTES_A_DAY));
    }
    return spans;
  }

  /** Divides by cumulative weights, so that the parts add up to the calls exactly. */
  private static List<DayPart> distribute(
      long calls, List<DayPart.Span> spans, MinuteWeights weights) {
    long sum = spans.stream().mapToLong(weights::weight).sum();
    List<DayPart> parts = new ArrayList<>();
    long weightUpToHere = 0;
    long distributed = 0;
    long upToThisDay = 0;
    LocalDate day = null;
    for (DayPart.Span span : spans) {
      weightUpToHere += weights.weight(span);
      long upToHere =
          BigInteger.valueOf(calls)
              .multiply(BigInteger.valueOf(weightUpToHere))
              .divide(BigInteger.valueOf(sum))
              .longValueExact();
      if (!span.date().equals(day)) {
        day = span.date();
        upToThisDay = distributed;
      }
      parts.add(DayPart.of(span, distributed - upToThisDay, upToHere - distributed, weights));
      distributed = upToHere;
    }
    return parts;
  }

  DayPart newest() {
    return eventTime.get(eventTime.size() - 1);
  }

  /** The order of the city's file: newest part, older part, then the others, newest first. */
  List<DayPart> newestFirst() {
    List<DayPart> others = new ArrayList<>(eventTime.subList(0, eventTime.size() - 1));
    others.remove(older);
    Collections.reverse(others);
    others.add(0, newest());
    others.add(1, eventTime.get(older));
    return others;
  }
}
