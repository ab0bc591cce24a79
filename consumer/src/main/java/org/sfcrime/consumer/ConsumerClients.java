package org.sfcrime.consumer;

import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.sfcrime.commandline.StatusLines;

/**
 * Creates the Kafka clients of a run.
 *
 * @param admin creates the client for a topic
 */
record ConsumerClients(
    Function<Properties, Consumer<byte[], byte[]>> consumer,
    BiFunction<Properties, String, TopicAdmin> admin) {

  /** Returns the clients of the cluster at {@code --bootstrap-server}. */
  static ConsumerClients real(StatusLines status) {
    return new ConsumerClients(
        KafkaConsumer::new, (properties, topic) -> new KafkaTopicAdmin(properties, topic, status));
  }
}
