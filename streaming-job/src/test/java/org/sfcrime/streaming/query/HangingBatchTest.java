package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.streaming.LocalSpark;
import scala.Option;
import scala.collection.JavaConverters;

/** The job is stopped while a batch hangs in a sink, in as many tasks as Spark has cores. */
class HangingBatchTest {
  private static final int CORES = 2;
  private static final CountDownLatch HANGING = new CountDownLatch(CORES);
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  @TempDir Path folder;

  @Test
  void stop_freesTheCoresForTheCountsFile() throws Exception {
    GracefulStop stop = new GracefulStop(Duration.ofMillis(100));
    ForeachPartitionFunction<String> hang =
        rows -> {
          HANGING.countDown();
          NEVER.await();
        };
    VoidFunction2<Dataset<String>, Long> write =
        (rows, batchId) -> {
          stop.beginBatch();
          rows.repartition(CORES).foreachPartition(hang);
        };
    try (SparkSession spark = LocalSpark.start()) {
      MemoryStream<String> source =
          new MemoryStream<>(1, spark.sqlContext(), Option.apply(CORES), Encoders.STRING());
      source.addData(JavaConverters.asScalaBuffer(List.of("a", "b", "c", "d")));
      StreamingQuery query =
          source
              .toDS()
              .writeStream()
              .option("checkpointLocation", folder.toString())
              .foreachBatch(write)
              .start();
      assertThat(HANGING.await(1, TimeUnit.MINUTES)).as("the tasks hang").isTrue();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertThat(stop.stop(query, null, new PrintStream(err, true, StandardCharsets.UTF_8)))
          .isFalse();
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("the current batch is not written");
      assertThat(CompletableFuture.supplyAsync(() -> spark.range(10).count()))
          .succeedsWithin(Duration.ofMinutes(1))
          .isEqualTo(10L);
      query.stop();
    } finally {
      NEVER.countDown();
    }
  }
}
