package org.sfcrime.producer;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** Clients of the cluster at {@code --bootstrap-server}. */
final class RealKafkaClients implements KafkaClients {
  private final PrintStream err;

  RealKafkaClients(PrintStream err) {
    this.err = err;
  }

  @Override
  public TopicFacts topics(ProducerOptions options) {
    return Topics.ensure(options, err);
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
  public Optional<ReplayPosition> position(ProducerOptions options) {
    return new PositionReader(options, err).newest();
  }
}
