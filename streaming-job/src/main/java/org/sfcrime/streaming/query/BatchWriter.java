package org.sfcrime.streaming.query;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.util.Utils;
import org.sfcrime.streaming.checkpoint.Checkpoint;
import org.sfcrime.streaming.checkpoint.Checkpoint.PlannedBatch;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.OutputRow;
import org.sfcrime.streaming.count.PartitionOffsets;

/**
 * Writes each batch to the outputs, records it in the ledger and shows it. After a crash the same
 * batch can be written a second time.
 */
public final class BatchWriter {
  private final LongFunction<PlannedBatch> plans;
  private final Ledger ledger;
  private final Display display;
  private final GracefulStop stop;
  private final Map<Long, BucketReport> reports = new ConcurrentHashMap<>();

  /** Shows a batch that was written: what it counted, found late and rejected. */
  public interface Display {
    void show(long batchId, BatchSummary summary);
  }

  /** Writes the batches of a query. {@code plans} returns {@link Checkpoint#planned}. */
  public BatchWriter(
      LongFunction<PlannedBatch> plans, Ledger ledger, Display display, GracefulStop stop) {
    this.plans = plans;
    this.ledger = ledger;
    this.display = display;
    this.stop = stop;
  }

  /** Returns the function that writes a batch of {@link OutputRow}s. */
  public VoidFunction2<Dataset<byte[]>, Long> to(TotalsToSinks outputs) {
    return (rows, batchId) -> write(rows, batchId, outputs);
  }

  private void write(Dataset<byte[]> rows, long batchId, TotalsToSinks outputs)
      throws IOException, InterruptedException {
    stop.beginBatch();
    try {
      PlannedBatch planned = plans.apply(batchId);
      CallsToTaskCounts.setBatchTime(rows.sparkSession().sparkContext(), planned.timeMillis());
      BatchSummary ofTasks =
          rows
              .queryExecution()
              .toRdd()
              .toJavaRDD()
              .mapPartitions(task -> outputs.write(batchId, task))
              .collect()
              .stream()
              .map(
                  task ->
                      Utils.<BatchSummary>deserialize(task, BatchSummary.class.getClassLoader()))
              .reduce(BatchSummary.NOTHING, BatchSummary::plus);
      BatchSummary summary = withTotals(batchId, ofTasks);
      outputs.finish(batchId);
      BucketReport report = summary.report();
      ledger.record(new Ledger.Entry(batchId, offsets(batchId, planned, report), report));
      reports.put(batchId, report);
      display.show(batchId, summary);
    } finally {
      stop.endBatch();
    }
  }

  /**
   * A batch that reads no records, for example after partitions were added, has no task that
   * reports the totals. They are those of the batch before.
   */
  private BatchSummary withTotals(long batchId, BatchSummary summary) throws IOException {
    if (!summary.report().equals(BucketReport.NOTHING)) {
      return summary;
    }
    return ledger
        .read(batchId - 1)
        .map(before -> summary.with(before.report().withoutRows()))
        .orElse(summary);
  }

  /** A partition that is new to the job begins with its first record. */
  private Map<Integer, Ledger.OffsetRange> offsets(
      long batchId, PlannedBatch planned, BucketReport report) {
    Map<Integer, Long> before = plans.apply(batchId - 1).until();
    Map<Integer, Ledger.OffsetRange> offsets = new TreeMap<>();
    planned
        .until()
        .forEach(
            (partition, until) -> {
              PartitionOffsets read = report.partitions().get(partition);
              long first = read == null ? until : read.firstOffset();
              offsets.put(
                  partition, new Ledger.OffsetRange(before.getOrDefault(partition, first), until));
            });
    return offsets;
  }

  /** Whether Spark has not yet reported the progress, and so the commit, of a written batch. */
  boolean awaitsCommit() {
    return !reports.isEmpty();
  }

  /** Removes and returns the report of a batch; null if this process did not run the batch. */
  public BucketReport takeReport(long batchId) {
    return reports.remove(batchId);
  }
}
