/**
 * The sinks: Kafka topics, a PostgreSQL table, Parquet files, the dead-letter topic, and the log of
 * all counts from which the counts file is made.
 *
 * <p>Imports {@code kafka}, {@code count} and {@code lookup}. Start with {@link
 * org.sfcrime.streaming.sink.Sink}; {@link org.sfcrime.streaming.sink.SinkFactory} creates the
 * sinks that the options name.
 */
package org.sfcrime.streaming.sink;
