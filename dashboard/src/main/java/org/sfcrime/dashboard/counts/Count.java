package org.sfcrime.dashboard.counts;

/**
 * One group's newest total.
 *
 * @param start the window's first second, of the wall clock read as UTC
 * @param end the second after its last
 * @param crimeType as written
 * @param disposition the code, empty where the job does not group by it
 * @param description what the code means, empty where the job's table lacks it
 * @param calls the total; 0 takes the group away
 */
public record Count(
    long start, long end, String crimeType, String disposition, String description, long calls) {}
