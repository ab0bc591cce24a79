package org.sfcrime.streaming.query;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.checkpoint.PlannedBatch;
import org.sfcrime.streaming.console.BatchDisplay;
import org.sfcrime.streaming.count.BatchSummary;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.PartitionOffsets;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.sink.Sink;

/**
 * Takes each batch's output to the sinks, the display and the ledger; all of them may see a batch
 * twice.
 */
public final class BatchWriter implements VoidFunction2<Dataset<byte[]>, Long> {
  private static final long serialVersionUID = 1L;

  private final transient BatchDisplay display;
  private final transient Ledger ledger;
  private final transient Plans plans;
  private final transient RadioCodes radioCodes;
  private final transient List<Sink> sinks;
  private final transient StopGate gate;
  private final transient Map<Long, BucketReport> reports = new ConcurrentHashMap<>();

  /** What each batch was planned to be. */
  public interface Plans {
    PlannedBatch of(long batchId) throws IOException;
  }

  public BatchWriter(
      BatchDisplay display,
      Ledger ledger,
      Plans plans,
      RadioCodes radioCodes,
      List<Sink> sinks,
      StopGate gate) {
    this.display = display;
    this.ledger = ledger;
    this.plans = plans;
    this.radioCodes = radioCodes;
    this.sinks = List.copyOf(sinks);
    this.gate = gate;
  }

  @Override
  public void call(Dataset<byte[]> output, Long batchId) throws IOException, InterruptedException {
    gate.enter();
    try {
      PlannedBatch planned = plans.of(batchId);
      BatchTime.set(output.sparkSession().sparkContext(), planned.timeMillis());
      BatchSummary summary =
          output
              .queryExecution()
              .toRdd()
              .toJavaRDD()
              .mapPartitions(new TotalsToSinks(batchId, display.top(), radioCodes, sinks))
              .collect()
              .stream()
              .map(task -> Encoding.decode("a task's summary", task, BatchSummary::readFrom))
              .reduce(BatchSummary.NOTHING, BatchSummary::plus);
      for (Sink sink : sinks) {
        sink.finish(batchId);
      }
      BucketReport report = summary.report();
      ledger.record(new Ledger.Entry(batchId, offsets(batchId, planned, report), report));
      reports.put(batchId, report);
      display.show(batchId, summary);
    } finally {
      gate.leave();
    }
  }

  /** A partition that is new to the job begins with its first record. */
  private Map<Integer, Ledger.OffsetRange> offsets(
      long batchId, PlannedBatch planned, BucketReport report) throws IOException {
    Map<Integer, Long> before = plans.of(batchId - 1).until();
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

  /**
   * Whether a batch has been written whose progress, which Spark tells after the commit, is out.
   */
  public boolean awaitsCommit() {
    return !reports.isEmpty();
  }

  /** What a batch did, once; null if it was not run here. */
  public BucketReport takeReport(long batchId) {
    return reports.remove(batchId);
  }
}
