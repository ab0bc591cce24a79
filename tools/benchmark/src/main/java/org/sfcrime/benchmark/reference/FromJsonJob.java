package org.sfcrime.benchmark.reference;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A simple Spark job to compare with: from_json, a watermark, a grouped count and a join.
 * spark-submit runs the class.
 */
@Command(name = "from-json-job")
public final class FromJsonJob implements Callable<Integer> {
  private static final String SCHEMA =
      """
      crime_id string, original_crime_type_name string, report_date string, call_date string,
      offense_date string, call_time string, call_date_time string, disposition string,
      address string, city string, state string, agency_id string, address_type string,
      common_location string""";

  @Option(names = "--bootstrap-server", required = true, paramLabel = "HOST:PORT")
  private String bootstrapServer;

  @Option(names = "--topic", required = true, paramLabel = "TOPIC")
  private String topic;

  @Option(
      names = "--counts-topic",
      paramLabel = "TOPIC",
      description = "The topic for the counts (default: the console).")
  private String countsTopic;

  @Option(names = "--radio-codes", required = true, paramLabel = "FILE")
  private String radioCodes;

  @Option(names = "--checkpoint", required = true, paramLabel = "DIR")
  private String checkpoint;

  @Option(names = "--max-offsets-per-trigger", paramLabel = "N")
  private long maxOffsetsPerTrigger = 500_000;

  @Option(names = "--progress-json", required = true, paramLabel = "FILE")
  private Path progress;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = "Batches to run without a pause (default: until the end of the topic).")
  private Integer batches;

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    return new CommandLine(new FromJsonJob()).execute(args);
  }

  @Override
  public Integer call()
      throws IOException, InterruptedException, TimeoutException, StreamingQueryException {
    try (SparkSession spark = SparkSession.builder().appName("from_json").getOrCreate()) {
      spark.conf().set("spark.sql.streaming.numRecentProgressUpdates", Integer.MAX_VALUE);
      StreamingQuery query = write(counts(spark)).start();
      if (batches == null) {
        query.awaitTermination();
      } else {
        while (query.recentProgress().length < batches && query.isActive()) {
          query.awaitTermination(10);
        }
      }
      Files.write(progress, Stream.of(query.recentProgress()).map(event -> event.json()).toList());
      spark.sparkContext().setLogLevel("OFF"); // stop() interrupts the current batch
      query.stop();
      return 0;
    }
  }

  private Dataset<Row> counts(SparkSession spark) {
    StructType schema = StructType.fromDDL(SCHEMA);
    Dataset<Row> codes = spark.read().option("multiLine", true).json(radioCodes);
    return spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", bootstrapServer)
        .option("kafka.isolation.level", "read_committed")
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        .option("maxOffsetsPerTrigger", maxOffsetsPerTrigger)
        .load()
        .select(from_json(col("value").cast("string"), schema).as("call"))
        .select("call.*")
        .withColumn("time", col("call_date_time").cast("timestamp"))
        .withWatermark("time", "60 minutes")
        .groupBy(
            window(col("time"), "10 minutes"), col("original_crime_type_name"), col("disposition"))
        .count()
        .join(codes, col("disposition").equalTo(codes.col("disposition_code")), "left");
  }

  private DataStreamWriter<Row> write(Dataset<Row> counts) {
    Column start = date_format(col("window.start"), "yyyy-MM-dd HH:mm:ss");
    Column end = date_format(col("window.end"), "yyyy-MM-dd HH:mm:ss");
    Column crimeType = col("original_crime_type_name");
    Column key = to_json(array(start, end, coalesce(crimeType, lit("")), col("disposition")));
    Column value =
        to_json(
            struct(
                start.as("window_start"),
                end.as("window_end"),
                crimeType.as("crime_type"),
                col("disposition"),
                col("description"),
                col("count")));
    DataStreamWriter<Row> writer =
        countsTopic == null
            ? counts.writeStream().format("console")
            : counts
                .select(key.as("key"), value.as("value"))
                .writeStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", bootstrapServer)
                .option("kafka.compression.type", "lz4")
                .option("topic", countsTopic);
    return writer
        .outputMode("update")
        .option("checkpointLocation", checkpoint)
        .trigger(batches == null ? Trigger.AvailableNow() : Trigger.ProcessingTime(0));
  }
}
