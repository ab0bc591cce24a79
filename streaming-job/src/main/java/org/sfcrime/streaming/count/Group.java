package org.sfcrime.streaming.count;

/**
 * What calls are counted by within a window.
 *
 * @param crimeType the source's crime type, as written
 * @param disposition the disposition code, as written; empty where the record has none or when it
 *     is not grouped by
 */
public record Group(String crimeType, String disposition) {}
