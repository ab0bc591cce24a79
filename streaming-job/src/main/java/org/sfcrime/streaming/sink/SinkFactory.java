package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
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
    if (options.postgres != null) {
      PostgresSink postgres = new PostgresSink(options.postgres);
      postgres.prepare();
      sinks.add(postgres);
    }
    if (options.parquetDir != null) {
      ParquetSink parquet = new ParquetSink(options.parquetDir);
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
      String rejected = options.deadLetterTopic;
      if (!rejected.equals(SinkOptions.NONE)) {
        admin.createCompactedAsLarge(newTopic(rejected), kafka.topic());
        sinks.add(
            new DeadLetterSink(
                new SinkTopic("--dead-letter-topic", rejected, properties), kafka.topic()));
      }
      if (options.writesTo("kafka")) {
        admin.createCompacted(newTopic(options.countsTopic));
        admin.createCompacted(newTopic(options.lateTopic));
        sinks.add(
            new KafkaSink(
                new SinkTopic("--sink kafka", options.countsTopic, properties),
                new SinkTopic("--sink kafka", options.lateTopic, properties)));
      }
    }
    return sinks;
  }

  private NewTopic newTopic(String name) {
    return new NewTopic(name, options.partitions, options.replicationFactor);
  }
}
