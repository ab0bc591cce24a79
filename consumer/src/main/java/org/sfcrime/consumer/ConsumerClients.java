package org.sfcrime.consumer;

import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;

/** Creates the Kafka clients of a run. */
@FunctionalInterface
interface ConsumerClients {
  /** Kafka's default of the producer's {@code max.request.size}. */
  long DEFAULT_REQUEST_BYTES = 1 << 20;

  Consumer<byte[], byte[]> consumer(Properties properties);

  /** Returns the size of the largest message that a producer can send to the topic, in bytes. */
  default long maxMessageBytes(Properties properties, String topic) {
    return DEFAULT_REQUEST_BYTES;
  }
}
