package org.sfcrime.streaming.query;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.metrics.source.CodegenMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.streaming.Calls;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.checkpoint.PlannedBatch;
import org.sfcrime.streaming.console.ShownTypes;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.count.PartitionsAtStart;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.sink.CountsFile;
import org.sfcrime.streaming.sink.CountsLogSink;
import org.sfcrime.streaming.sink.ParquetSink;
import org.sfcrime.streaming.sink.Sink;
import scala.Option;
import scala.collection.JavaConverters;

/** The whole query in Spark, from records to the counts file. */
class CrimeCountsTest {
  private static final StructType RECORD =
      new StructType()
          .add("partition", DataTypes.IntegerType, false)
          .add("offset", DataTypes.LongType, false)
          .add("value", DataTypes.BinaryType);

  private static SparkSession spark;
  private final ShownTypes shown = new ShownTypes();
  private final List<Long> compiled = new ArrayList<>();
  private PlannedBatch planned = new PlannedBatch(Calls.NOW, Map.of());

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  /** Feeds the batches one by one and returns what the ledger says of the last. */
  private BucketReport run(List<List<Row>> batches, CountRules rules, CountsLogSink log)
      throws Exception {
    RadioCodes codes = RadioCodes.read(null);
    MemoryStream<Row> source =
        new MemoryStream<>(1, spark.sqlContext(), Option.apply(2), Encoders.row(RECORD));
    Ledger ledger =
        new Ledger(
            new org.apache.hadoop.fs.Path(folder.resolve("ledger").toUri()), new Configuration());
    BatchWriter writer =
        new BatchWriter(shown, ledger, batchId -> planned, codes, List.of(log), new StopGate());
    PartitionsAtStart atStart = new PartitionsAtStart(Set.of(0, 1, 2), Set.of());
    Dataset<byte[]> found =
        CrimeCounts.parse(source.toDS(), rules, codes.descriptions().keySet(), 2);
    StreamingQuery query =
        CrimeCounts.count(found, rules, atStart, true)
            .writeStream()
            .outputMode("update")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .trigger(Trigger.ProcessingTime(0))
            .foreachBatch(writer)
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
    BucketReport last = ledger.read(batches.size() - 1L).orElseThrow().report();
    assertThat(shown.calls()).isEqualTo(last.totals().counted());
    return last;
  }

  private static Map<String, Long> countsFile(Path file) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .skip(1)
          .forEach(
              line -> {
                String[] cells = line.split(",", -1);
                counts.merge(
                    RandomCalls.key(cells[0], cells[2], cells[3]),
                    Long.parseLong(cells[5]),
                    Long::sum);
              });
    }
    return counts;
  }

  private Map<String, Long> written(CountsLogSink log, CountRules rules, boolean late)
      throws Exception {
    CountsFile file = new CountsFile(spark, RadioCodes.read(null), rules);
    Path csv = folder.resolve("out.csv");
    if (late) {
      file.writeLate(log, csv);
    } else {
      file.writeCounts(log, csv);
    }
    return countsFile(csv);
  }

  @Test
  void partitionsThatDriftApart_loseNothing() throws Exception {
    RandomCalls random = new RandomCalls();
    List<Row> records = random.ordered(3_000);
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    BucketReport last = run(random.driftingBatches(records, 7), JobScript.TUMBLING, log);
    assertThat(last.totals().late()).as(random.toString()).isZero();
    assertThat(last.totals().counted()).isEqualTo(3_000);
    assertThat(compiled.get(6)).as("code compiled by a later batch").isEqualTo(compiled.get(1));
    assertThat(shown.byType())
        .as(random.toString())
        .isEqualTo(
            RandomCalls.plainCount(records).entrySet().stream()
                .collect(
                    Collectors.groupingBy(
                        entry -> entry.getKey().replaceAll("^[^|]*\\||\\|[^|]*$", ""),
                        Collectors.summingLong(Map.Entry::getValue))));
    assertThat(written(log, JobScript.TUMBLING, false))
        .as(random.toString())
        .isEqualTo(RandomCalls.plainCount(records));
  }

  @Test
  void anyOrder_countedPlusLateIsThePlainCount() throws Exception {
    RandomCalls random = new RandomCalls();
    List<Row> records = new ArrayList<>(random.ordered(2_000));
    Collections.shuffle(records, random.random);
    List<List<Row>> batches =
        IntStream.range(0, 5).mapToObj(i -> records.subList(i * 400, (i + 1) * 400)).toList();
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    BucketReport last = run(batches, JobScript.TUMBLING, log);
    assertThat(last.totals().late()).as(random.toString()).isPositive();
    assertThat(last.totals().identityHolds(1)).isTrue();
    Map<String, Long> sum = new HashMap<>(written(log, JobScript.TUMBLING, false));
    written(log, JobScript.TUMBLING, true).forEach((key, late) -> sum.merge(key, late, Long::sum));
    assertThat(sum).as(random.toString()).isEqualTo(RandomCalls.plainCount(records));
  }

  @Test
  void rejectedRecords_areInTheIdentityAndNowhereElse() throws Exception {
    RandomCalls random = new RandomCalls();
    List<Row> records = new ArrayList<>(random.ordered(500));
    for (int i = 0; i < 40; i++) {
      records.add(
          random.random.nextInt(records.size()),
          RowFactory.create(0, 10_000L + i, i % 2 == 0 ? null : new byte[] {'{'}));
    }
    records.add(Calls.record(1, 20_000, Calls.json("2019-07-01T00:00:00.000", "After", "HAN")));
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    BucketReport last = run(List.of(records), JobScript.TUMBLING, log);
    assertThat(last.totals().rejected())
        .isEqualTo(
            Map.of(
                RejectionReason.NULL_VALUE, 20L,
                RejectionReason.NOT_JSON, 20L,
                RejectionReason.CALL_DATE_TIME_OUT_OF_BOUNDS, 1L));
    assertThat(last.totals().read()).isEqualTo(541);
    assertThat(written(log, JobScript.TUMBLING, false))
        .as(random.toString())
        .isEqualTo(RandomCalls.plainCount(records));
  }

  /** Spark's own groupBy is right when the batch is one and nothing can be late. */
  @Test
  void oneBatch_equalsTheIdiomaticGroupBy() throws Exception {
    RandomCalls random = new RandomCalls();
    List<Row> records = random.ordered(1_500);
    StructType call =
        new StructType()
            .add("original_crime_type_name", DataTypes.StringType)
            .add("call_date_time", DataTypes.TimestampType)
            .add("disposition", DataTypes.StringType);
    Map<String, Long> idiomatic = new TreeMap<>();
    spark
        .createDataFrame(records, RECORD)
        .select(from_json(col("value").cast("string"), call).as("call"))
        .select("call.*")
        .groupBy(
            window(col("call_date_time"), "10 minutes"),
            col("original_crime_type_name"),
            col("disposition"))
        .agg(count("*").as("calls"))
        .selectExpr(
            "date_format(window.start, 'yyyy-MM-dd HH:mm:ss')",
            "original_crime_type_name",
            "disposition",
            "calls")
        .collectAsList()
        .forEach(
            row ->
                idiomatic.put(
                    RandomCalls.key(row.getString(0), row.getString(1), row.getString(2)),
                    row.getLong(3)));
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    run(List.of(records), JobScript.TUMBLING, log);
    assertThat(written(log, JobScript.TUMBLING, false)).as(random.toString()).isEqualTo(idiomatic);
  }

  /** What a sink leaves of a task that wrote one count, was done again, and then had none. */
  @Test
  void parquet_aTaskDoneAgain_replacesItsFile() throws Exception {
    Path lake = folder.resolve("lake");
    ParquetSink sink = new ParquetSink(lake.toString(), JobScript.TUMBLING);
    sink.prepare(true);
    writeOnce(sink);
    writeOnce(sink);
    Dataset<Row> rows = spark.read().parquet(lake.toString());
    assertThat(rows.select("crime_type", "count").collectAsList())
        .containsExactly(RowFactory.create("Theft", 7L));
    try (Sink.Writer none = sink.open(3, 1)) {
      none.commit();
    }
    assertThat(lake).isDirectoryNotContaining("glob:**" + ParquetSink.SUFFIX);
  }

  @Test
  void countsLog_aTaskDoneAgain_replacesItsFile() throws Exception {
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    writeOnce(log);
    writeOnce(log);
    assertThat(written(log, JobScript.TUMBLING, true).values()).containsExactly(7L);
  }

  private static void writeOnce(Sink sink) throws Exception {
    Count count = new Count(0, new Group("Theft", "HAN"), "Handled", 7);
    try (Sink.Writer writer = sink.open(3, 1)) {
      writer.total(count);
      writer.late(count);
      writer.commit();
    }
  }

  @Test
  void countsFile_quotesAndSorts() throws Exception {
    String[] types = {"Plain", "With, comma", "Has \\\"quotes\\\"", "Two\\nlines"};
    List<Row> records = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      for (int n = 0; n <= i; n++) {
        String call = Calls.json("2018-12-31T10:00:00.000", types[i], i == 0 ? "HAN" : "OTS");
        records.add(Calls.record(0, records.size(), call));
      }
    }
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    run(List.of(records), JobScript.TUMBLING, log);
    Path csv = folder.resolve("counts.csv");
    new CountsFile(spark, RadioCodes.read(null), JobScript.TUMBLING).writeCounts(log, csv);
    assertThat(csv)
        .hasContent(
            """
            window_start,window_end,crime_type,disposition,description,count
            2018-12-31 10:00:00,2018-12-31 10:10:00,"Two
            lines",OTS,,4
            2018-12-31 10:00:00,2018-12-31 10:10:00,"Has ""quotes""\",OTS,,3
            2018-12-31 10:00:00,2018-12-31 10:10:00,"With, comma",OTS,,2
            2018-12-31 10:00:00,2018-12-31 10:10:00,Plain,HAN,Handled,1
            """);
  }
}
