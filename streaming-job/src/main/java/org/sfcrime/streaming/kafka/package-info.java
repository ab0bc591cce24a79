/**
 * Kafka apart from the records: the options of the source, topics and their offsets, the consumer
 * group that shows the lag.
 *
 * <p>Imports {@code count}. Start with {@link org.sfcrime.streaming.kafka.TopicAtStart}.
 */
package org.sfcrime.streaming.kafka;
