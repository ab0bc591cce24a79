package org.sfcrime.streaming.query;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

/** Stops the query between two batches: the current batch is written, and no other one begins. */
public final class GracefulStop {
  /** A supervisor sends SIGKILL 15 s after SIGTERM, or later. */
  private static final Duration BATCH_LIMIT = Duration.ofSeconds(8);

  public static final Duration COMMIT_LIMIT = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 50;

  private static final Duration CORE_LIMIT = Duration.ofSeconds(4);

  private final Duration batchLimit;
  private final Duration coreLimit;
  private BooleanSupplier isActive = () -> true;
  private boolean inBatch;
  private boolean stopping;
  private boolean hangs;

  public GracefulStop() {
    this(BATCH_LIMIT, CORE_LIMIT);
  }

  GracefulStop(Duration batchLimit, Duration coreLimit) {
    this.batchLimit = batchLimit;
    this.coreLimit = coreLimit;
  }

  /**
   * Begins to write a batch. While the query stops, this method waits for the interrupt with which
   * Spark ends the query; the next start of the job runs the batch.
   */
  synchronized void beginBatch() throws InterruptedException {
    while (stopping) {
      // Hadoop swallows an interrupt that arrives while it writes a checkpoint file.
      wait(POLL_MILLIS);
      if (!isActive.getAsBoolean()) {
        throw new InterruptedException("the query is stopped");
      }
    }
    inBatch = true;
  }

  synchronized void endBatch() {
    inBatch = false;
    notifyAll();
  }

  /**
   * Stops the query after the current batch is written and committed.
   *
   * @return false if the batch is not written within 8 s: its tasks are cancelled, so that the
   *     files at the end of a run find free cores, but the query may still run
   */
  public boolean stop(StreamingQuery query, BatchWriter writer, PrintStream err)
      throws InterruptedException, TimeoutException, StreamingQueryException {
    hangs = !awaitBatch(batchLimit, query::isActive);
    if (hangs) {
      err.printf(
          "the current batch is not written after %d s; the next start runs it again%n",
          batchLimit.toSeconds());
      query.sparkSession().sparkContext().setLogLevel("OFF"); // cancelled tasks log errors
      query.sparkSession().sparkContext().cancelAllJobs();
      return false;
    }
    long deadline = System.nanoTime() + COMMIT_LIMIT.toNanos();
    while (query.isActive() && writer.awaitsCommit() && System.nanoTime() < deadline) {
      query.awaitTermination(20);
    }
    query.sparkSession().sparkContext().setLogLevel("OFF"); // interrupted tasks log errors
    query.stop();
    return true;
  }

  /**
   * Returns whether the files at the end of a run can be written, which are Spark jobs. If a batch
   * hangs, its tasks may hold all cores: a read from a broker that hangs ignores the interrupt of a
   * cancelled task.
   */
  public boolean hasFreeCore(SparkSession spark) throws InterruptedException {
    if (!hangs) {
      return true;
    }
    JavaFutureAction<Long> probe =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(0), 1)
            .countAsync();
    try {
      probe.get(coreLimit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      probe.cancel(true);
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Prevents further batches and waits, up to the limit, for the current one to end.
   *
   * @param active whether the query runs
   * @return whether no batch is being written
   */
  synchronized boolean awaitBatch(Duration limit, BooleanSupplier active)
      throws InterruptedException {
    stopping = true;
    isActive = active;
    long deadline = System.nanoTime() + limit.toNanos();
    while (inBatch && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
    return !inBatch;
  }
}
