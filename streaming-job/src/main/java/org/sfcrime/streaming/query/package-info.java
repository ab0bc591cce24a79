/**
 * The query in Spark: source, parse, count, join, sinks. {@code StreamingJob.start} puts the stages
 * together.
 *
 * <p>Imports {@code checkpoint}, {@code kafka}, {@code sink} and {@code count}. Only this package
 * and {@code checkpoint} use Spark's internal classes. Start with {@link
 * org.sfcrime.streaming.query.CrimeCounts}, then {@link org.sfcrime.streaming.query.TotalsToSinks}.
 */
package org.sfcrime.streaming.query;
