package org.sfcrime.producer;

import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.producer.send.CallSender;

/** The clients of a Kafka cluster that a run uses. */
interface KafkaClients {
  /**
   * The properties of the topics.
   *
   * @param limits the largest records that the topics and the client accept
   * @param topicId Kafka's id of the calls' topic
   * @param rejectedTopicId Kafka's id of the topic of rejected records
   */
  record TopicFacts(CallSender.SizeLimits limits, String topicId, String rejectedTopicId) {}

  /** Creates the topics that do not exist. */
  TopicFacts topics(ProducerOptions options);

  /**
   * Returns Kafka's id of the topic of calls, or empty if no broker answers.
   *
   * @throws CommandException if the topic does not exist
   */
  Optional<String> topicId(ProducerOptions options);

  /** Creates a producer, with the job's transactional.id if it is transactional. */
  Producer<byte[], byte[]> producer(ProducerOptions options, boolean transactional);

  /**
   * Returns the committed position of a job; call this method after {@code initTransactions()}.
   *
   * @param transactionalId the name of the job
   */
  Optional<ReplayPosition> position(ProducerOptions options, String transactionalId);

  /**
   * Reads back the topic of calls; call this method after {@code initTransactions()}.
   *
   * @param since when the first record was sent; the last records of each partition are read anyway
   */
  void published(
      ProducerOptions options, Instant since, Consumer<ConsumerRecord<byte[], byte[]>> reader);

  /**
   * Clients of the cluster at {@code --bootstrap-server}.
   *
   * @param err for a note while the broker does not answer
   */
  record Cluster(PrintStream err) implements KafkaClients {
    @Override
    public TopicFacts topics(ProducerOptions options) {
      return Topics.ensure(options, err);
    }

    @Override
    public Optional<String> topicId(ProducerOptions options) {
      return Topics.id(options, err);
    }

    @Override
    public Producer<byte[], byte[]> producer(ProducerOptions options, boolean transactional) {
      Map<String, Object> properties = new HashMap<>(options.clientProperties());
      if (transactional) {
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, options.job().transactionalId());
      }
      try {
        return new KafkaProducer<>(properties);
      } catch (KafkaException e) {
        throw Topics.cannotStart(options, e);
      }
    }

    @Override
    public Optional<ReplayPosition> position(ProducerOptions options, String transactionalId) {
      CommittedRecords positions =
          new CommittedRecords(options, options.job().positionsTopic(), err);
      return new PositionReader(positions, transactionalId).newest();
    }

    @Override
    public void published(
        ProducerOptions options, Instant since, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
      new CommittedRecords(options, options.topic(), err).readSince(since, reader);
    }
  }
}
