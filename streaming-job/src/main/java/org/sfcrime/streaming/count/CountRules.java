package org.sfcrime.streaming.count;

import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sfcrime.commandline.Durations;
import org.sfcrime.streaming.lookup.CrimeTypes;
import org.sfcrime.streaming.lookup.GroupBy;

/**
 * What decides the counts; travels to the tasks.
 *
 * @param window length of a window
 * @param slide from the start of one window to that of the next; the window itself when tumbling,
 *     else a whole part of it
 * @param watermark how far the watermark stands behind the partition that is furthest back
 * @param idleTimeout how long a partition may bring nothing before the watermark no longer waits
 *     for it
 * @param groupBy what makes a group
 * @param crimeTypes the crime types by the name that they are grouped by
 * @param deduplicate whether a call is left out whose id its window has already
 * @param onlyClosed append mode: each window once, when it closes; else the new total of each that
 *     changed
 */
public record CountRules(
    Duration window,
    Duration slide,
    Duration watermark,
    Duration idleTimeout,
    GroupBy groupBy,
    CrimeTypes crimeTypes,
    boolean deduplicate,
    boolean onlyClosed)
    implements Serializable {
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
    if (watermark.isNegative() || idleTimeout.isNegative()) {
      throw new IllegalArgumentException("watermark and idle timeout must not be negative");
    }
  }

  /** What the state in a checkpoint depends on, by flag. */
  public Map<String, String> frozenSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--window", Durations.format(window));
    settings.put("--slide", Durations.format(slide));
    settings.put("--group-by", groupBy.toString());
    if (crimeTypes.fingerprint() != null) {
      settings.put("the table of crime types", crimeTypes.fingerprint());
    }
    settings.put("--deduplicate", deduplicate ? "given" : "not given");
    settings.put("--output-mode", onlyClosed ? "append" : "update");
    return settings;
  }

  public boolean byDisposition() {
    return groupBy.byDisposition();
  }

  /** In how many windows each call is counted. */
  public int windowsPerCall() {
    return Math.toIntExact(window.toMillis() / slide.toMillis());
  }

  /** The start of the last window that holds this time; the others start one slide earlier each. */
  public long lastWindowStart(long eventTimeMillis) {
    return eventTimeMillis - Math.floorMod(eventTimeMillis, slide.toMillis());
  }

  public long windowEnd(long windowStart) {
    return windowStart + window.toMillis();
  }

  /** Whether the window takes no more calls. */
  boolean isClosed(long windowStart, long watermarkMillis) {
    return windowEnd(windowStart) <= watermarkMillis;
  }

  /** The bucket, of so many, that counts a window: the same one for all of its calls. */
  public int bucket(long windowStart, int buckets) {
    return (int) Math.floorMod(Math.floorDiv(windowStart, slide.toMillis()), (long) buckets);
  }
}
