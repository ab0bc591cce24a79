package org.sfcrime.streaming.count;

/**
 * The group of a call within a window.
 *
 * @param crimeType the crime type, or another name for the type as {@code --group-by} says
 * @param disposition the disposition code; empty if the call has none, or if the job does not group
 *     by disposition
 */
public record Group(String crimeType, String disposition) {}
