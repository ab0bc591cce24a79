package org.sfcrime.producer;

import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.sfcrime.producer.send.CallSender;

/** The clients of a Kafka cluster that a run uses. */
interface KafkaClients {
  /**
   * The properties of the topics.
   *
   * @param limits the largest records that the topics and the client accept
   * @param topicId Kafka's id of the calls' topic
   */
  record TopicFacts(CallSender.SizeLimits limits, String topicId) {}

  /** Creates the topics that do not exist. */
  TopicFacts topics(ProducerOptions options);

  /** Creates a producer, with the job's transactional.id if it is transactional. */
  Producer<byte[], byte[]> producer(ProducerOptions options, boolean transactional);

  /**
   * Returns the committed position of the job; call this method after {@code initTransactions()}.
   */
  Optional<ReplayPosition> position(ProducerOptions options);
}
