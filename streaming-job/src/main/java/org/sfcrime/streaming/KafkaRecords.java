package org.sfcrime.streaming;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;

/** The source: the committed records of a topic, as Spark's Kafka connector has them. */
final class KafkaRecords {
  private KafkaRecords() {}

  static Dataset<Row> read(SparkSession spark, JobOptions.Kafka kafka) {
    DataStreamReader reader =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", kafka.bootstrapServer())
            .option("kafka.isolation.level", "read_committed")
            .option("subscribe", kafka.topic())
            .option("startingOffsets", kafka.startingOffsets())
            .option("maxOffsetsPerTrigger", kafka.maxOffsetsPerTrigger());
    kafka.properties().forEach((name, value) -> reader.option("kafka." + name, value));
    if (kafka.minPartitions() != null) {
      reader.option("minPartitions", kafka.minPartitions());
    }
    return reader.load();
  }
}
