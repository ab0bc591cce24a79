package org.sfcrime.streaming.query;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

/** Stops the query between two batches: the current batch is written, and no other one begins. */
public final class GracefulStop {
  /** A supervisor sends SIGKILL 15 s after SIGTERM, or later. */
  private static final Duration BATCH_LIMIT = Duration.ofSeconds(8);

  public static final Duration COMMIT_LIMIT = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 50;

  /** Enough for the files of counts on a busy machine. */
  private static final Duration JOBS_LIMIT = Duration.ofSeconds(20);

  private final Duration batchLimit;
  private final Duration jobsLimit;
  private BooleanSupplier isActive = () -> true;
  private boolean inBatch;
  private boolean stopping;
  private boolean hangs;

  public GracefulStop() {
    this(BATCH_LIMIT, JOBS_LIMIT);
  }

  GracefulStop(Duration batchLimit, Duration jobsLimit) {
    this.batchLimit = batchLimit;
    this.jobsLimit = jobsLimit;
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
   * Runs Spark jobs after the query. If a batch hangs, the jobs get 20 s: its tasks may hold all
   * cores, because a read from a broker that hangs ignores the interrupt of a cancelled task.
   *
   * @return whether the jobs are done
   */
  public boolean runJobs(Jobs jobs) throws IOException, InterruptedException {
    if (!hangs) {
      jobs.run();
      return true;
    }
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              jobs.run();
              return null;
            });
    Thread thread = new Thread(task, "jobs-at-the-end");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(jobsLimit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** Spark jobs at the end of a run. */
  @FunctionalInterface
  public interface Jobs {
    void run() throws IOException;
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
