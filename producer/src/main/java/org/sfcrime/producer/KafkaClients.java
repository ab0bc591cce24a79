package org.sfcrime.producer;

import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;

/** What a run needs of a Kafka cluster. */
interface KafkaClients {
  /**
   * What the topics are like.
   *
   * @param limits the largest records that topics and client take
   * @param topicId Kafka's id of the calls' topic
   */
  record TopicFacts(CallSender.SizeLimits limits, String topicId) {}

  /** Creates the topics that are missing. */
  TopicFacts topics(ProducerOptions options);

  /** Makes a client; with the job's transactional.id if asked. */
  Producer<byte[], byte[]> producer(ProducerOptions options, boolean transactional);

  /** Returns the committed position of the job; asked after {@code initTransactions()}. */
  Optional<ReplayPosition> position(ProducerOptions options);
}
