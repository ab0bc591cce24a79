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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sfcrime.commandline.client.ClientProperties;
import org.sfcrime.commandline.client.Refusal;

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

  /**
   * The producer never releases buffers of this size, so that it can use them again. A record that
   * does not fit gets a buffer of its own, which is released.
   */
  private static final int BATCH_BYTES = 32 << 10;

  /** One producer for each JVM and set of properties; creating one for each batch is too slow. */
  private static final Map<Map<String, String>, SharedProducer> PRODUCERS = new HashMap<>();

  /** A producer of several tasks. Its first failure is the failure of all of them. */
  static final class SharedProducer {
    private final Producer<byte[], byte[]> kafka;
    private final AtomicReference<SinkException> failure = new AtomicReference<>();

    SharedProducer(Producer<byte[], byte[]> kafka) {
      this.kafka = kafka;
    }
  }

  SinkTopic {
    properties = Map.copyOf(properties);
  }

  /**
   * Returns the properties of a sink's producer.
   *
   * @param client the user's Kafka client properties; those of producers are used, others ignored
   * @throws IllegalArgumentException if no producer can be made with them
   */
  static Map<String, String> producerProperties(
      String bootstrapServer, Map<String, String> client) {
    Map<String, String> all = new HashMap<>();
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    if (!client.containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)) {
      // The client refuses a delivery timeout below the sum of the request timeout and this time.
      all.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    }
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    all.putAll(client);
    ClientProperties.fitBatchSize(all);
    all.keySet().retainAll(ProducerConfig.configNames());
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    ClientProperties.requireProducer(all);
    return all;
  }

  /** Leaves out the properties: a password must not get into a log. */
  @Override
  public String toString() {
    return "SinkTopic[" + topic + "]";
  }

  Sender sender() {
    return new Sender(null);
  }

  private SharedProducer producer() {
    synchronized (PRODUCERS) {
      SharedProducer current = PRODUCERS.get(properties);
      if (current != null && current.failure.get() != null) {
        discard(current);
      }
      return PRODUCERS.computeIfAbsent(
          properties,
          p ->
              new SharedProducer(
                  new KafkaProducer<>(
                      new HashMap<String, Object>(p),
                      new ByteArraySerializer(),
                      new ByteArraySerializer())));
    }
  }

  /** Closes a producer after a failure, without waiting for its retries. */
  private void discard(SharedProducer producer) {
    synchronized (PRODUCERS) {
      PRODUCERS.remove(properties, producer);
    }
    producer.kafka.close(Duration.ZERO);
  }

  private SinkException failure(Throwable cause) {
    String brokers = properties.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    String place = "%s, topic %s at %s".formatted(name, topic, brokers);
    return new SinkException(place, Refusal.text(cause, properties, "Write", topic), cause);
  }

  /** Sends a task's records. */
  final class Sender {
    private final Queue<ProducerRecord<byte[], byte[]>> instead = new ConcurrentLinkedQueue<>();
    private SharedProducer producer;

    /** Creates a sender; without a producer, the first record gets the producer of this JVM. */
    Sender(SharedProducer producer) {
      this.producer = producer;
    }

    void send(ProducerRecord<byte[], byte[]> record) throws IOException {
      send(record, null);
    }

    /**
     * Sends a record.
     *
     * @param ifTooLarge the replacement if the record is too large for the topic, or null
     * @throws SinkException the producer's first failure, which may be of another task and topic
     */
    void send(ProducerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> ifTooLarge)
        throws IOException {
      if (producer == null) {
        try {
          producer = producer();
        } catch (KafkaException e) {
          throw failure(e.getCause() == null ? e : e.getCause());
        }
      }
      check();
      try {
        var unused = producer.kafka.send(record, (metadata, e) -> complete(e, ifTooLarge));
      } catch (InterruptException e) {
        throw e; // Spark ends this task only: the producer stays usable for the others.
      } catch (KafkaException | IllegalStateException e) {
        complete(e, null); // no effect if the producer is closed, because it then has a failure
        check();
      }
    }

    private void complete(Exception e, ProducerRecord<byte[], byte[]> ifTooLarge) {
      if (e instanceof RecordTooLargeException && ifTooLarge != null) {
        instead.add(ifTooLarge);
      } else if (e != null) {
        producer.failure.compareAndSet(null, failure(e));
      }
    }

    /** Waits until the brokers have all records. */
    void flush() throws IOException {
      if (producer == null) {
        return;
      }
      check();
      producer.kafka.flush();
      while (!instead.isEmpty()) {
        send(instead.remove());
      }
      producer.kafka.flush();
      check();
    }

    private void check() throws SinkException {
      SinkException first = producer.failure.get();
      if (first != null) {
        discard(producer);
        throw first;
      }
    }
  }
}
