package org.sfcrime.streaming.count;

/**
 * The group of a call within a window.
 *
 * @param first the value of the first grouping field; empty if the call has none
 * @param second the value of the second grouping field; empty if the call has none, or if the job
 *     groups by one field
 */
public record Group(String first, String second) {}
