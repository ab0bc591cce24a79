package org.sfcrime.countrecord;

import java.io.Serializable;

/**
 * The number of calls in one window and group. Times are wall-clock milliseconds, see {@link
 * WallClock}. {@link GroupFields} has the names of the values.
 *
 * @param windowStart the window's first millisecond
 * @param windowEnd the first millisecond after the window
 * @param first the value of the first grouping field; by default the crime type
 * @param second the value of the second grouping field, by default the disposition code; empty if
 *     the calls are grouped by one field
 * @param description the meaning of the disposition code; null if the radio codes lack the code, or
 *     if the disposition is not a grouping field
 * @param count the number of calls; 0 if the group no longer has any
 */
public record CountRecord(
    long windowStart, long windowEnd, String first, String second, String description, long count)
    implements Serializable {}
