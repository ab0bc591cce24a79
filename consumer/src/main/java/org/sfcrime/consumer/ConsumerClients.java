package org.sfcrime.consumer;

import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Uuid;
import org.sfcrime.commandline.StatusLines;

/**
 * Creates the Kafka clients of a run.
 *
 * @param admin creates the client for a topic
 */
record ConsumerClients(
    Function<Properties, Consumer<byte[], byte[]>> consumer,
    BiFunction<Properties, String, TopicAdmin> admin) {

  /** Asks the brokers what the consumer client does not know about the topic. */
  interface TopicAdmin extends AutoCloseable {
    /** Returns the size of the largest message that a producer can send to the topic, in bytes. */
    long maxMessageBytes();

    /** Requests the id of the topic. A topic that is deleted and created again has another id. */
    CompletableFuture<Uuid> id();

    @Override
    void close();
  }

  /** Returns the clients of the cluster at {@code --bootstrap-server}. */
  static ConsumerClients real(StatusLines status) {
    return new ConsumerClients(
        KafkaConsumer::new, (properties, topic) -> new KafkaTopicAdmin(properties, topic, status));
  }
}
