package org.sfcrime.streaming.query;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.streaming.Calls;
import org.sfcrime.streaming.LocalSpark;
import org.sfcrime.streaming.count.BucketReport;

/** The whole query in Spark. */
class CrimeCountsTest {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void partitionsThatDriftApart_loseNothing() throws Exception {
    RandomCalls random = new RandomCalls();
    List<Row> records = random.ordered(3_000);
    QueryScript script = new QueryScript(spark, folder);
    BucketReport last = script.run(random.driftingBatches(records, 7));
    assertThat(last.totals().late()).as(random.toString()).isZero();
    assertThat(last.totals().counted()).isEqualTo(3_000);
    assertThat(script.compiled().get(6))
        .as("code compiled by a later batch")
        .isEqualTo(script.compiled().get(1));
    assertThat(script.byType())
        .as(random.toString())
        .isEqualTo(
            RandomCalls.plainCount(records).entrySet().stream()
                .collect(
                    Collectors.groupingBy(
                        entry -> entry.getKey().replaceAll("^[^|]*\\||\\|[^|]*$", ""),
                        Collectors.summingLong(Map.Entry::getValue))));
    assertThat(script.counts()).as(random.toString()).isEqualTo(RandomCalls.plainCount(records));
  }

  @Test
  void anyOrder_countedPlusLateIsThePlainCount() throws Exception {
    RandomCalls random = new RandomCalls();
    List<Row> records = new ArrayList<>(random.ordered(2_000));
    Collections.shuffle(records, random.random);
    List<List<Row>> batches =
        IntStream.range(0, 5).mapToObj(i -> records.subList(i * 400, (i + 1) * 400)).toList();
    QueryScript script = new QueryScript(spark, folder);
    BucketReport last = script.run(batches);
    assertThat(last.totals().late()).as(random.toString()).isPositive();
    assertThat(last.totals().identityHolds(1)).isTrue();
    Map<String, Long> sum = new HashMap<>(script.counts());
    script.late().forEach((key, late) -> sum.merge(key, late, Long::sum));
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
    QueryScript script = new QueryScript(spark, folder);
    BucketReport last = script.run(List.of(records));
    assertThat(last.totals().rejected())
        .isEqualTo(
            Map.of(
                RejectionReason.NULL_VALUE, 20L,
                RejectionReason.NOT_JSON, 20L,
                RejectionReason.CALL_DATE_TIME_OUT_OF_BOUNDS, 1L));
    assertThat(last.totals().read()).isEqualTo(541);
    assertThat(script.counts()).as(random.toString()).isEqualTo(RandomCalls.plainCount(records));
  }

  /** Spark's own groupBy is right when there is one batch and nothing can be late. */
  @Test
  void oneBatch_equalsTheIdiomaticGroupBy() throws Exception {
    RandomCalls random = new RandomCalls();
    List<Row> records = random.ordered(1_500);
    QueryScript script = new QueryScript(spark, folder);
    script.run(List.of(records));
    assertThat(script.counts()).as(random.toString()).isEqualTo(idiomaticCounts(records));
  }

  private static Map<String, Long> idiomaticCounts(List<Row> records) {
    StructType call =
        new StructType()
            .add("original_crime_type_name", DataTypes.StringType)
            .add("call_date_time", DataTypes.TimestampType)
            .add("disposition", DataTypes.StringType);
    Map<String, Long> counts = new TreeMap<>();
    spark
        .createDataFrame(records, QueryScript.RECORD)
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
                counts.put(
                    RandomCalls.key(row.getString(0), row.getString(1), row.getString(2)),
                    row.getLong(3)));
    return counts;
  }

  @Test
  void bucketKeys_oneForEachShufflePartition() {
    int[] keys = CrimeCounts.bucketKeys(7);
    for (int partition = 0; partition < 7; partition++) {
      assertThat(Math.floorMod(Murmur3_x86_32.hashInt(keys[partition], 42), 7))
          .isEqualTo(partition);
    }
  }
}
