package org.sfcrime.consumer;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;

/** Asks the brokers what the consumer client does not know about the topic. */
interface TopicAdmin extends AutoCloseable {
  /** Returns the size of the largest message that a producer can send to the topic, in bytes. */
  long maxMessageBytes();

  /** Requests the id of the topic. A topic that is deleted and created again has another id. */
  CompletableFuture<Uuid> id();

  @Override
  void close();
}
