package org.sfcrime.generatecalls;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.sfcrime.generatecalls.layout.FileFormat;
import org.sfcrime.generatecalls.layout.Layout;

/**
 * The options of a run.
 *
 * @param days number of whole days; with {@link Pieces#OUTSIDE} two parts of days are added
 * @param endDate the last whole day
 * @param pieces where the two parts of days come from that begin a newest-first file
 * @param excess the calls that are more than usual in the last hour
 * @param format one of the formats of the layout
 */
record GenerateCallsOptions(
    long calls,
    int days,
    long seed,
    LocalDate endDate,
    Order order,
    Pieces pieces,
    Excess excess,
    Layout layout,
    FileFormat format) {

  /** The city's average. */
  static final int CALLS_A_DAY = 2_200;

  /** The last whole day of the city's file of 2018. */
  static final LocalDate DEFAULT_END_DATE = LocalDate.of(2018, 11, 21);

  static final long MOST_CALLS = 1_000_000_000_000L;

  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

  /** The order of the calls in the file. */
  enum Order {
    NEWEST_FIRST,
    EVENT_TIME
  }

  /** Where the two parts of days come from that begin a newest-first file. */
  enum Pieces {
    /** A day {@value CallsByDay#NEWER_BY_DAYS} days newer and a day long before the others. */
    OUTSIDE,
    /** The last and the first whole day. */
    INSIDE
  }

  GenerateCallsOptions {
    if (calls < 0 || calls > MOST_CALLS) {
      throw new IllegalArgumentException(
          "--calls (" + calls + ") must be between 0 and " + MOST_CALLS);
    }
    if (days < 1) {
      throw new IllegalArgumentException("--days (" + days + ") must be at least 1");
    }
    LocalDate latest = LATEST.minusDays(CallsByDay.NEWER_BY_DAYS);
    if (endDate.isAfter(latest)) {
      throw new IllegalArgumentException(
          "--end-date (%s) must not be after %s: ids have two-digit years"
              .formatted(endDate, latest));
    }
    if (days > mostDays(endDate)) {
      throw new IllegalArgumentException(
          "--days (%d) must be at most %d up to %s: calls before 2000 are not accepted"
              .formatted(days, Math.max(0, mostDays(endDate)), endDate));
    }
    if (!layout.formats().contains(format)) {
      throw new IllegalArgumentException(
          "--format (%s) must be one of %s with --layout %s"
              .formatted(format, layout.formats(), layout)
              .toLowerCase(Locale.ROOT));
    }
  }

  /** The days that the calls take at {@link #CALLS_A_DAY}, limited to the days after 2000. */
  static int usualDays(long calls, LocalDate endDate) {
    long usual = Math.max(1, (calls + CALLS_A_DAY - 1) / CALLS_A_DAY);
    return (int) Math.min(usual, Math.max(1, mostDays(endDate)));
  }

  private static long mostDays(LocalDate endDate) {
    return ChronoUnit.DAYS.between(EARLIEST, endDate) + 1 - CallsByDay.OLDER_BY_DAYS;
  }

  LocalDate startDate() {
    return endDate.minusDays(days - 1L);
  }
}
