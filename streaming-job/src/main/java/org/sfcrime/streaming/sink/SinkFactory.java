package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.streaming.kafka.KafkaAdmin;
import org.sfcrime.streaming.kafka.KafkaOptions;

/**
 * Creates the sinks of the job, and the topics, tables and folders that they need.
 *
 * @param options the destinations of each batch
 * @param kafka the brokers and the topic of calls
 * @param columns the names of the grouping fields
 */
public record SinkFactory(SinkOptions options, KafkaOptions kafka, GroupFields columns) {

  /**
   * Returns the ids of the topics and the table that must be the same as long as the checkpoint is
   * in use. Creates them for a new checkpoint.
   *
   * @return the ids by name, for messages; null for a topic or table that does not exist
   * @throws CommandException if a topic loses totals
   */
  public Map<String, String> ids(boolean isNewCheckpoint) throws IOException, InterruptedException {
    Map<String, String> ids = new LinkedHashMap<>();
    if (options.writesTo("kafka")) {
      try (KafkaAdmin admin = new KafkaAdmin(kafka)) {
        for (String topic : List.of(options.countsTopic, options.lateTopic)) {
          ids.put("topic " + topic, admin.idOfCompacted(newTopic(topic), isNewCheckpoint));
        }
      }
    }
    if (options.postgres != null) {
      PostgresSink postgres = new PostgresSink(options.postgres, new PostgresColumns(columns));
      ids.put("table " + options.postgres.table(), postgres.id(isNewCheckpoint));
    }
    return ids;
  }

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
      PostgresSink postgres = new PostgresSink(options.postgres, new PostgresColumns(columns));
      postgres.prepare();
      sinks = sinks.and(postgres);
    }
    if (options.parquetDir != null) {
      ParquetSink parquet = new ParquetSink(options.parquetDir, columns);
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
        SinkTopic counts = new SinkTopic("--sink kafka", options.countsTopic, properties);
        SinkTopic late = new SinkTopic("--sink kafka", options.lateTopic, properties);
        sinks = sinks.and(new KafkaSink(counts, late, columns));
      }
    }
    return sinks;
  }

  private NewTopic newTopic(String name) {
    return new NewTopic(name, options.partitions, options.replicationFactor);
  }
}
