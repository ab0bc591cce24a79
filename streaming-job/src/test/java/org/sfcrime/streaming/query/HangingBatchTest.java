package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.streaming.LocalSpark;
import scala.Option;
import scala.collection.JavaConverters;

/** The job is stopped while a batch hangs in a sink, in as many tasks as Spark has cores. */
class HangingBatchTest {
  private static final int CORES = 2;

  /** Static, because a task gets a copy of each object. */
  private static CountDownLatch hanging;

  private static CountDownLatch end;

  @TempDir Path folder;

  @BeforeEach
  void begin() {
    hanging = new CountDownLatch(CORES);
    end = new CountDownLatch(1);
  }

  @Test
  void stop_freesTheCoresForTheCountsFile() throws Exception {
    assertThat(hasFreeCoreWhile(rows -> hang(), Duration.ofMinutes(1))).isTrue();
  }

  /** As a read from a broker that hangs. */
  @Test
  void stop_tasksIgnoreInterrupts_givesUpTheCountsFile() throws Exception {
    assertThat(hasFreeCoreWhile(rows -> hangDeaf(), Duration.ofMillis(100))).isFalse();
  }

  private static void hang() throws InterruptedException {
    hanging.countDown();
    end.await();
  }

  private static void hangDeaf() {
    hanging.countDown();
    while (end.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Stops a query whose tasks hang, and returns whether a core is free for the files then. */
  private boolean hasFreeCoreWhile(ForeachPartitionFunction<String> hang, Duration coreLimit)
      throws Exception {
    GracefulStop stop = new GracefulStop(Duration.ofMillis(100), coreLimit);
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
      assertThat(hanging.await(1, TimeUnit.MINUTES)).as("the tasks hang").isTrue();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertThat(stop.stop(query, null, new PrintStream(err, true, StandardCharsets.UTF_8)))
          .isFalse();
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("the current batch is not written");
      boolean isFree = stop.hasFreeCore(spark);
      end.countDown();
      query.stop();
      return isFree;
    } finally {
      end.countDown();
    }
  }
}
