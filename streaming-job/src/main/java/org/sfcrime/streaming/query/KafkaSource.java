package org.sfcrime.streaming.query;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.sfcrime.streaming.kafka.KafkaOptions;

/** The source: the committed records of a topic, read with Spark's Kafka connector. */
public final class KafkaSource {
  /**
   * Records per poll. After each poll the connector asks the broker for the end of the partition.
   */
  private static final int POLL_RECORDS = 10_000;

  private static final int PARTITION_FETCH_BYTES = 8 << 20;

  /**
   * The time for which the broker holds a fetch at the end of a topic, 500 ms by default. The
   * connector's request for the end of the partition waits behind this fetch.
   */
  private static final int FETCH_MAX_WAIT_MILLIS = 1;

  private KafkaSource() {}

  public static Dataset<Row> read(SparkSession spark, KafkaOptions kafka) {
    DataStreamReader reader =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.max.poll.records", POLL_RECORDS)
            .option("kafka.fetch.max.wait.ms", FETCH_MAX_WAIT_MILLIS)
            .option("kafka.max.partition.fetch.bytes", PARTITION_FETCH_BYTES)
            .option("kafka.bootstrap.servers", kafka.bootstrapServer())
            .option("kafka.isolation.level", "read_committed")
            .option("subscribe", kafka.topic())
            .option("startingOffsets", kafka.startingOffsets())
            .option("maxOffsetsPerTrigger", kafka.maxOffsetsPerTrigger());
    clientProperties(kafka.properties())
        .forEach((name, value) -> reader.option("kafka." + name, value));
    if (kafka.minPartitions() != null) {
      reader.option("minPartitions", kafka.minPartitions());
    }
    return reader.load();
  }

  /**
   * Returns the user's properties, and the request timeout that belongs to a given API timeout, or
   * the other way round. Spark's admin client refuses a request timeout above the API timeout.
   */
  static Map<String, String> clientProperties(Map<String, String> user) {
    Map<String, String> all = new HashMap<>(user);
    AdminClientConfig config =
        new AdminClientConfig(
            Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                "",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                user.getOrDefault(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "60000"),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                user.getOrDefault(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "30000")));
    int api = config.getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    int request = config.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
    if (request > api) {
      all.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(request));
      all.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(api));
    }
    return all;
  }
}
