package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sfcrime.streaming.JobOptions;
import org.sfcrime.streaming.kafka.KafkaAdmin;

/** The sinks that were asked for, made ready before the first batch. */
public final class Sinks {
  private Sinks() {}

  /**
   * Makes them, and what they need: topics, tables, folders.
   *
   * @param isNewCheckpoint whether this run is the checkpoint's first
   * @param log where all counts are kept for the counts file, or null
   * @throws IOException if one cannot be made ready
   */
  public static List<Sink> prepare(JobOptions options, boolean isNewCheckpoint, CountsLogSink log)
      throws IOException, InterruptedException {
    SinkOptions wanted = options.sinks();
    List<Sink> sinks = new ArrayList<>(toTopics(options));
    if (wanted.jdbc() != null) {
      wanted.jdbc().prepare();
      sinks.add(wanted.jdbc());
    }
    if (wanted.parquetFolder() != null) {
      ParquetSink parquet = new ParquetSink(wanted.parquetFolder(), options.rules());
      parquet.prepare(isNewCheckpoint);
      sinks.add(parquet);
    }
    if (log != null) {
      sinks.add(log);
    }
    return sinks;
  }

  private static List<Sink> toTopics(JobOptions options) throws InterruptedException {
    JobOptions.Kafka kafka = options.kafka();
    SinkOptions wanted = options.sinks();
    Map<String, String> properties =
        SinkTopic.producerProperties(kafka.bootstrapServer(), kafka.properties());
    List<Sink> sinks = new ArrayList<>();
    try (KafkaAdmin admin = new KafkaAdmin(kafka)) {
      if (wanted.deadLetterTopic() != null) {
        String topic = wanted.deadLetterTopic();
        admin.createCompactedAsLarge(topic, wanted.newTopics(), kafka.topic());
        sinks.add(
            new DeadLetterSink(
                new SinkTopic("--dead-letter-topic", topic, properties), kafka.topic()));
      }
      if (wanted.kafka() != null) {
        SinkOptions.CountTopics topics = wanted.kafka();
        admin.createCompacted(topics.counts(), wanted.newTopics());
        admin.createCompacted(topics.late(), wanted.newTopics());
        sinks.add(
            new KafkaSink(
                new SinkTopic("--sink kafka", topics.counts(), properties),
                new SinkTopic("--sink kafka", topics.late(), properties),
                options.rules()));
      }
    }
    return sinks;
  }
}
