package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfcrime.streaming.kafka.KafkaAdmin;
import org.sfcrime.streaming.kafka.KafkaOptions;

/**
 * Creates the sinks of the job and what they need: topics, tables, folders.
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
    List<Sink> sinks = new ArrayList<>(toTopics());
    if (options.jdbc() != null) {
      PostgresSink postgres = new PostgresSink(options.jdbc());
      postgres.prepare();
      sinks.add(postgres);
    }
    if (options.parquetFolder() != null) {
      ParquetSink parquet = new ParquetSink(options.parquetFolder());
      parquet.prepare(isNewCheckpoint);
      sinks.add(parquet);
    }
    if (log != null) {
      sinks.add(log);
    }
    return sinks.stream().reduce(Sink::and).orElse(Sink.NONE);
  }

  private List<Sink> toTopics() throws InterruptedException {
    Map<String, String> properties =
        SinkTopic.producerProperties(kafka.bootstrapServer(), kafka.properties());
    List<Sink> sinks = new ArrayList<>();
    try (KafkaAdmin admin = new KafkaAdmin(kafka)) {
      if (options.deadLetterTopic() != null) {
        String topic = options.deadLetterTopic();
        admin.createCompactedAsLarge(topic, options.newTopics(), kafka.topic());
        sinks.add(
            new DeadLetterSink(
                new SinkTopic("--dead-letter-topic", topic, properties), kafka.topic()));
      }
      if (options.kafka() != null) {
        SinkOptions.CountTopics topics = options.kafka();
        admin.createCompacted(topics.counts(), options.newTopics());
        admin.createCompacted(topics.late(), options.newTopics());
        sinks.add(
            new KafkaSink(
                new SinkTopic("--sink kafka", topics.counts(), properties),
                new SinkTopic("--sink kafka", topics.late(), properties)));
      }
    }
    return sinks;
  }
}
