package org.sfcrime.countrecord;

import java.io.Serializable;

/**
 * The number of calls in one window and group. Times are wall-clock milliseconds, see {@link
 * WallClock}.
 *
 * @param windowStart the window's first millisecond
 * @param windowEnd the first millisecond after the window
 * @param crimeType the crime type, canonical type or category, as the job's {@code --group-by} says
 * @param disposition the disposition code; empty if the job does not group by disposition
 * @param description the meaning of the disposition code; null if the radio codes lack the code
 * @param count the number of calls; 0 if the group no longer has any
 */
public record CountRecord(
    long windowStart,
    long windowEnd,
    String crimeType,
    String disposition,
    String description,
    long count)
    implements Serializable {}
