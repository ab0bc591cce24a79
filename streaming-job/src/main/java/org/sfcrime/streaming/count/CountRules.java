package org.sfcrime.streaming.count;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sfcrime.commandline.Durations;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.streaming.lookup.GroupBy;

/**
 * The options that decide the counts. Spark sends them to the tasks.
 *
 * @param window the length of a window, in whole seconds
 * @param slide the time from the start of a window to the start of the next one, in whole seconds;
 *     the window is a whole multiple of it
 * @param watermarkDelay the delay of the watermark behind the slowest partition
 * @param idleTimeout the time after which the watermark no longer waits for a partition without
 *     calls
 * @param groupBy the grouping fields
 * @param ids which calls with the same id count
 * @param onlyClosed append mode, which puts out each window once, when it closes; update mode puts
 *     out the new totals after each batch
 */
public record CountRules(
    Duration window,
    Duration slide,
    Duration watermarkDelay,
    Duration idleTimeout,
    GroupBy groupBy,
    Ids ids,
    boolean onlyClosed)
    implements Serializable {
  private static final String UPSERT = "--upsert";
  private static final String NOT_GIVEN = "not given";

  /** A setting that version 0.1.0 did not have: its columns were always the usual ones. */
  public static final String COLUMNS = "the names of the grouping fields in the counts";

  /** The values of the settings that version 0.1.0 did not have. */
  public static final Map<String, String> SETTINGS_OF_0_1_0 =
      Map.of(COLUMNS, GroupFields.USUAL.toString(), UPSERT, NOT_GIVEN);

  /** Which calls with the same {@code crime_id} count. */
  public enum Ids {
    /** Every call. */
    ALL,
    /** {@code --deduplicate}: the first one in each window. */
    FIRST,
    /** {@code --upsert}: the newest one. */
    NEWEST
  }

  public CountRules {
    if (window.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "window (%s) must be longer than zero".formatted(Durations.format(window)));
    }
    if (slide.toMillis() <= 0 || slide.compareTo(window) > 0) {
      throw new IllegalArgumentException(
          "slide (%s) must not exceed window (%s)"
              .formatted(Durations.format(slide), Durations.format(window)));
    }
    if (window.toMillis() % slide.toMillis() != 0) {
      throw new IllegalArgumentException(
          "window (%s) must be a whole multiple of slide (%s)"
              .formatted(Durations.format(window), Durations.format(slide)));
    }
    if (window.toMillis() % 1_000 != 0 || slide.toMillis() % 1_000 != 0) {
      throw new IllegalArgumentException(
          "window (%s) and slide (%s) must be whole seconds: the times in the counts have no parts of a second"
              .formatted(Durations.format(window), Durations.format(slide)));
    }
    if (watermarkDelay.isNegative() || idleTimeout.isNegative()) {
      throw new IllegalArgumentException("watermark and idle timeout must not be negative");
    }
  }

  /** Returns the rules with other names of the grouping fields in the counts. */
  public CountRules withColumns(GroupFields columns) {
    return new CountRules(
        window, slide, watermarkDelay, idleTimeout, groupBy.withColumns(columns), ids, onlyClosed);
  }

  /** The settings that the state in a checkpoint depends on, by flag. */
  public Map<String, String> frozenSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--window", Durations.format(window));
    settings.put("--slide", Durations.format(slide));
    settings.put("--group-by", groupBy.toString());
    settings.put(COLUMNS, columns().toString());
    if (!groupBy.fingerprint().isEmpty()) {
      settings.put("the table of crime types", groupBy.fingerprint());
    }
    settings.put("--deduplicate", ids == Ids.FIRST ? "given" : NOT_GIVEN);
    settings.put(UPSERT, ids == Ids.NEWEST ? "given" : NOT_GIVEN);
    settings.put("--output-mode", onlyClosed ? "append" : "update");
    return settings;
  }

  /** The names of the grouping fields in the counts. */
  public GroupFields columns() {
    return groupBy.columns();
  }

  /** The number of windows that contain a call. */
  public int windowsPerCall() {
    return Math.toIntExact(window.toMillis() / slide.toMillis());
  }

  /** The starts of the windows that contain the time, the last window first. */
  public long[] windows(long eventTimeMillis) {
    long[] windows = new long[windowsPerCall()];
    long last = lastWindowStart(eventTimeMillis);
    Arrays.setAll(windows, i -> last - i * slide.toMillis());
    return windows;
  }

  /** The start of the last window that contains the time; each other one starts a slide earlier. */
  public long lastWindowStart(long eventTimeMillis) {
    return eventTimeMillis - Math.floorMod(eventTimeMillis, slide.toMillis());
  }

  public long windowEnd(long windowStart) {
    return windowStart + window.toMillis();
  }

  /** Whether a call of the window is late, given the watermark before the call's batch. */
  boolean isLate(long windowStart, long watermarkBeforeMillis) {
    return isClosed(windowStart, watermarkBeforeMillis);
  }

  /** Whether the watermark has passed the end of the window. */
  boolean isClosed(long windowStart, long watermarkMillis) {
    return windowEnd(windowStart) <= watermarkMillis;
  }

  /** The bucket of a window, from 0 to {@code buckets - 1}. */
  public int bucket(long windowStart, int buckets) {
    return (int) Math.floorMod(Math.floorDiv(windowStart, slide.toMillis()), (long) buckets);
  }
}
