package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.sfcrime.streaming.kafka.KafkaAdmin;
import org.sfcrime.streaming.kafka.KafkaOptions;

/**
 * Creates the sinks of the job, and the topics, tables and folders that they need.
 *
 * @param options the destinations of each batch
 * @param kafka the brokers and the topic of calls
 */
public record SinkFactory(SinkOptions options, KafkaOptions kafka) {

  /**
   * Creates the sinks before the first batch, as one sink.
   *
   * @param isNewCheckpoint whether this run is the first one of the checkpoint
   * @param log the log of all counts, for the counts file; null for none
   * @throws IOException if a sink is not ready to write
   */
  public Sink prepare(boolean isNewCheckpoint, CountsLogSink log)
      throws IOException, InterruptedException {
    Sink sinks = toTopics();
    if (options.postgres != null) {
      PostgresSink postgres = new PostgresSink(options.postgres);
      postgres.prepare(isNewCheckpoint);
      sinks = sinks.and(postgres);
    }
    if (options.parquetDir != null) {
      ParquetSink parquet = new ParquetSink(options.parquetDir);
      parquet.prepare(isNewCheckpoint);
      sinks = sinks.and(parquet);
    }
    if (log != null) {
      log.prepare();
      sinks = sinks.and(log);
    }
    return sinks;
  }

  private Sink toTopics() throws InterruptedException {
    Map<String, String> properties =
        SinkTopic.producerProperties(kafka.bootstrapServer(), kafka.properties());
    Sink sinks = Sink.NONE;
    try (KafkaAdmin admin = new KafkaAdmin(kafka)) {
      String rejected = options.deadLetterTopic;
      if (!rejected.equals(SinkOptions.NONE)) {
        admin.createCompactedAsLarge(newTopic(rejected), kafka.topic());
        SinkTopic topic = new SinkTopic("--dead-letter-topic", rejected, properties);
        sinks = sinks.and(new DeadLetterSink(topic, kafka.topic()));
      }
      if (options.writesTo("kafka")) {
        admin.createCompacted(newTopic(options.countsTopic));
        admin.createCompacted(newTopic(options.lateTopic));
        SinkTopic counts = new SinkTopic("--sink kafka", options.countsTopic, properties);
        SinkTopic late = new SinkTopic("--sink kafka", options.lateTopic, properties);
        sinks = sinks.and(new KafkaSink(counts, late));
      }
    }
    return sinks;
  }

  private NewTopic newTopic(String name) {
    return new NewTopic(name, options.partitions, options.replicationFactor);
  }
}
