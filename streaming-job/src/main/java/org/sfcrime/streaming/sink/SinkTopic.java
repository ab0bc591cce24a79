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
 * A Kafka topic that a sink writes to. Spark sends it to the tasks.
 *
 * @param name of the sink, for messages
 * @param properties of the producer
 */
record SinkTopic(String name, String topic, Map<String, String> properties)
    implements Serializable {
  /** The size of the largest record, an upper limit: the producer allocates memory as needed. */
  private static final int MAX_REQUEST_BYTES = 128 << 20;

  /** One producer for each JVM and set of properties; creating one for each batch is too slow. */
  private static final Map<Map<String, String>, Producer<byte[], byte[]>> PRODUCERS =
      new HashMap<>();

  SinkTopic {
    properties = Map.copyOf(properties);
  }

  /**
   * Returns the properties of a sink's producer.
   *
   * @param client the user's Kafka client properties; those of producers are used, others ignored
   */
  static Map<String, String> producerProperties(
      String bootstrapServer, Map<String, String> client) {
    Map<String, String> all = new HashMap<>();
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10));
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    all.putAll(client);
    all.keySet().retainAll(ProducerConfig.configNames());
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return all;
  }

  /** Leaves out the properties: a password must not get into a log. */
  @Override
  public String toString() {
    return "SinkTopic[" + topic + "]";
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

  /** Closes a producer after a failure, without waiting for its retries. */
  private void discard(Producer<byte[], byte[]> producer) {
    synchronized (PRODUCERS) {
      PRODUCERS.remove(properties, producer);
    }
    producer.close(Duration.ZERO);
  }

  /** Sends a task's records and keeps the first failure. The first record creates the producer. */
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
     * @param ifTooLarge the replacement if the record is too large for the topic, or null
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

    /** Waits until the brokers have all records. */
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
      if (failure.get() == null) {
        return;
      }
      if (producer != null) {
        discard(producer);
      }
      throw new SinkException(
          "%s, topic %s at %s"
              .formatted(name, topic, properties.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)),
          failure.get());
    }
  }
}
