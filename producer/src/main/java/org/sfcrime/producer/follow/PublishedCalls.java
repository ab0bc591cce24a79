package org.sfcrime.producer.follow;

import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads back the topic of calls. */
@FunctionalInterface
public interface PublishedCalls {
  /**
   * Passes on the committed records that were sent since a time, and at least the last records of
   * each partition; those of a partition in its order.
   */
  void since(Instant time, Consumer<ConsumerRecord<byte[], byte[]>> reader);
}
