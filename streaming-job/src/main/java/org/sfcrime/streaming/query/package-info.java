/**
 * The query in Spark: source, parse, count, join, sinks. {@code StreamingJob.start} puts the stages
 * together.
 *
 * <p>Imports {@code checkpoint}, {@code kafka}, {@code sink}, {@code count} and {@code lookup}.
 * Uses internal classes of Spark, as only {@code checkpoint} does too. Start with {@link
 * org.sfcrime.streaming.query.CrimeCounts}, then {@link org.sfcrime.streaming.query.QueryOutputs}.
 */
package org.sfcrime.streaming.query;
