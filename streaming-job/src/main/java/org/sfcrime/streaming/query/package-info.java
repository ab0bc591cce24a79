/**
 * The query in Spark: source, parse, count, join, sinks. {@code StreamingJob.start} puts the stages
 * together.
 *
 * <p>Imports {@code checkpoint}, {@code kafka}, {@code sink}, {@code count} and {@code lookup}.
 * Only this package and {@code checkpoint} use Spark's internal classes. Start with {@link
 * org.sfcrime.streaming.query.CrimeCounts}, then {@link org.sfcrime.streaming.query.QueryOutputs}.
 */
package org.sfcrime.streaming.query;
