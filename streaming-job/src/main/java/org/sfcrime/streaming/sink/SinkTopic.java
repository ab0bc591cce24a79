package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka topic to write to; travels to the tasks.
 *
 * @param name of the sink, for messages
 * @param topic that is written
 * @param properties of the client
 */
record SinkTopic(String name, String topic, Map<String, String> properties)
    implements Serializable {
  /** Room for the largest record that is sent whole; taken only when there is one. */
  private static final int MAX_REQUEST_BYTES = 128 << 20;

  /** One producer a JVM and set of properties: a new one a batch would cost more than its rows. */
  private static final Map<Map<String, String>, Producer<byte[], byte[]>> PRODUCERS =
      new HashMap<>();

  SinkTopic {
    properties = Map.copyOf(properties);
  }

  /**
   * The properties of a sink's producer.
   *
   * @param client the user's, of any Kafka client; those that a producer does not have are left out
   */
  static Map<String, String> producerProperties(
      String bootstrapServer, Map<String, String> client) {
    Map<String, String> all = new HashMap<>();
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10));
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    client.forEach(
        (property, value) -> {
          if (ProducerConfig.configNames().contains(property)) {
            all.put(property, value);
          }
        });
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return all;
  }

  /** A password among the properties must not get into a log. */
  @Override
  public String toString() {
    return "KafkaOutput[" + topic + "]";
  }

  Sender sender() {
    return new Sender();
  }

  private Producer<byte[], byte[]> producer() {
    synchronized (PRODUCERS) {
      return PRODUCERS.computeIfAbsent(
          properties,
          p ->
              new KafkaProducer<>(
                  new HashMap<String, Object>(p),
                  new ByteArraySerializer(),
                  new ByteArraySerializer()));
    }
  }

  /** After a failure nothing of the old producer, which may still be trying, is waited for. */
  private void discard(Producer<byte[], byte[]> producer) {
    synchronized (PRODUCERS) {
      PRODUCERS.remove(properties, producer);
    }
    producer.close(Duration.ZERO);
  }

  /** One task's records; the first failure is kept. The producer is there once a record is. */
  final class Sender {
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Queue<ProducerRecord<byte[], byte[]>> instead = new ConcurrentLinkedQueue<>();
    private Producer<byte[], byte[]> producer;

    void send(ProducerRecord<byte[], byte[]> record) throws IOException {
      send(record, null);
    }

    /**
     * Sends a record.
     *
     * @param ifTooLarge goes in its place if the topic does not take it for its size; null if there
     *     is none
     */
    void send(ProducerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> ifTooLarge)
        throws IOException {
      check();
      try {
        if (producer == null) {
          producer = producer();
        }
        var unused = producer.send(record, (metadata, e) -> complete(e, ifTooLarge));
      } catch (KafkaException e) {
        failure.compareAndSet(null, e);
        check();
      }
    }

    private void complete(Exception e, ProducerRecord<byte[], byte[]> ifTooLarge) {
      if (e instanceof RecordTooLargeException && ifTooLarge != null) {
        instead.add(ifTooLarge);
      } else if (e != null) {
        failure.compareAndSet(null, e);
      }
    }

    /** Waits until the brokers have all that was sent. */
    void flush() throws IOException {
      if (producer == null) {
        return;
      }
      producer.flush();
      while (!instead.isEmpty()) {
        send(instead.remove());
      }
      producer.flush();
      check();
    }

    private void check() throws IOException {
      Exception first = failure.get();
      if (first == null) {
        return;
      }
      if (producer != null) {
        discard(producer);
      }
      throw new SinkException(
          "%s, topic %s at %s"
              .formatted(name, topic, properties.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)),
          first);
    }
  }
}
