package org.sfcrime.peers;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What both programs share: the arguments, and the properties of the Kafka clients.
 *
 * <p>The producer's properties are those of the streaming job. The consumer reads with Kafka's
 * defaults: with the job's larger fetches Flink needed 1.3 times the processor time, because its
 * sources ran apart and more windows were open.
 *
 * @param work a directory for checkpoints
 * @param calls the number of calls in the topic
 */
record Peer(
    String broker, String topic, String countsTopic, File radioCodes, Path work, long calls) {
  static final Duration WINDOW = Duration.ofMinutes(10);
  static final Duration WATERMARK_DELAY = Duration.ofMinutes(60);

  /**
   * The interval of Flink's checkpoints and of Kafka Streams' commits. The job commits each batch.
   */
  static final Duration COMMIT_EVERY = Duration.ofSeconds(10);

  /** {@code BROKER TOPIC COUNTS-TOPIC RADIO-CODES DIRECTORY CALLS}. */
  static Peer of(String[] args) {
    return new Peer(
        args[0], args[1], args[2], new File(args[3]), Path.of(args[4]), Long.parseLong(args[5]));
  }

  static Properties consumer() {
    Properties properties = new Properties();
    properties.setProperty("isolation.level", "read_committed");
    return properties;
  }

  static Properties producer() {
    Properties properties = new Properties();
    properties.setProperty("acks", "all");
    properties.setProperty("enable.idempotence", "true");
    properties.setProperty("compression.type", "lz4");
    properties.setProperty("linger.ms", "5");
    properties.setProperty("batch.size", Integer.toString(32 << 10));
    properties.setProperty("buffer.memory", Integer.toString(128 << 20));
    return properties;
  }
}
