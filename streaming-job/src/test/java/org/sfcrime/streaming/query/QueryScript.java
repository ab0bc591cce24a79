package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.metrics.source.CodegenMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sfcrime.streaming.Calls;
import org.sfcrime.streaming.checkpoint.Checkpoint.PlannedBatch;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.count.BucketCounter;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.PartitionsAtStart;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.sink.CountsFile;
import org.sfcrime.streaming.sink.CountsLogSink;
import scala.Option;
import scala.collection.JavaConverters;

/** Runs the whole query in Spark, batch by batch, from records to the counts file. */
final class QueryScript {
  static final StructType RECORD =
      new StructType()
          .add("partition", DataTypes.IntegerType, false)
          .add("offset", DataTypes.LongType, false)
          .add("value", DataTypes.BinaryType);

  private static final int TOP = 5;

  private final SparkSession spark;
  private final Path folder;
  private final RadioCodes radioCodes = RadioCodes.read(null);
  private final CountsLogSink log;
  private final Ledger ledger;
  private final Map<String, Long> byType = new HashMap<>();
  private final List<Long> compiled = new ArrayList<>();
  private long lastBatch;

  QueryScript(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
    log = new CountsLogSink(folder.resolve("counts").toString());
    ledger =
        new Ledger(
            new org.apache.hadoop.fs.Path(folder.resolve("ledger").toUri()), new Configuration());
  }

  /** Runs the batches and returns the ledger's report of the last one. */
  BucketReport run(List<List<Row>> batches) throws Exception {
    MemoryStream<Row> source =
        new MemoryStream<>(1, spark.sqlContext(), Option.apply(2), Encoders.row(RECORD));
    Dataset<byte[]> taskRows =
        CrimeCounts.parse(source.toDS(), JobScript.TUMBLING, radioCodes.descriptions().keySet());
    StreamingQuery query =
        CrimeCounts.count(
                taskRows,
                new BucketCounter(
                    JobScript.TUMBLING, new PartitionsAtStart(Set.of(0, 1, 2), Set.of()), true))
            .writeStream()
            .outputMode("update")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .trigger(Trigger.ProcessingTime(0))
            .foreachBatch(
                new BatchWriter(QueryScript::planned, ledger, this::show, new GracefulStop())
                    .to(new TotalsToSinks(radioCodes.descriptions(), log, JobScript.TUMBLING, TOP)))
            .start();
    try {
      for (List<Row> batch : batches) {
        source.addData(JavaConverters.asScalaBuffer(batch));
        query.processAllAvailable();
        compiled.add(CodegenMetrics.METRIC_COMPILATION_TIME().getCount());
      }
    } finally {
      query.stop();
    }
    lastBatch = batches.size() - 1L;
    BucketReport last = ledger.read(lastBatch).orElseThrow().report();
    assertThat(byType.values().stream().mapToLong(calls -> calls).sum())
        .isEqualTo(last.totals().counted());
    return last;
  }

  private void show(long batchId, BatchSummary summary) {
    assertThat(summary.first()).hasSizeLessThanOrEqualTo(2 * TOP);
    summary.types().forEach((type, calls) -> byType.merge(type, calls, Long::sum));
  }

  /** The counted calls by crime type, as the console receives them. */
  Map<String, Long> byType() {
    return byType;
  }

  /** The number of classes that Spark had compiled after each batch. */
  List<Long> compiled() {
    return compiled;
  }

  Map<String, Long> counts() throws IOException {
    Path csv = folder.resolve("counts.csv");
    file().writeCounts(log, lastBatch, csv);
    return read(csv);
  }

  Map<String, Long> late() throws IOException {
    Path csv = folder.resolve("late.csv");
    file().writeLate(log, lastBatch, csv);
    return read(csv);
  }

  private CountsFile file() {
    return new CountsFile(spark, radioCodes, JobScript.TUMBLING);
  }

  private static Map<String, Long> read(Path csv) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (Stream<String> lines = Files.lines(csv)) {
      lines
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              cells ->
                  counts.merge(
                      RandomCalls.key(cells[0], cells[2], cells[3]),
                      Long.parseLong(cells[5]),
                      Long::sum));
    }
    return counts;
  }

  /** Every batch has the same time and no plan of offsets. */
  private static PlannedBatch planned(long batchId) {
    return new PlannedBatch(Calls.NOW, Map.of());
  }
}
