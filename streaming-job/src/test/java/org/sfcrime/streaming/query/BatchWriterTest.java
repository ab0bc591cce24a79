package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.streaming.LocalSpark;
import org.sfcrime.streaming.checkpoint.Checkpoint.PlannedBatch;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.checkpoint.Ledger.OffsetRange;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.PartitionOffsets;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.sink.Sink;

class BatchWriterTest {
  private static final RowCounts SEVEN = new RowCounts(7, 7, 0, 0, 0, 1, Map.of());

  @TempDir private Path folder;

  private final List<BucketReport> shown = new ArrayList<>();

  /** Spark plans such a batch when partitions are added before they have records. */
  @Test
  void batchWithoutRecords_keepsTheTotals() throws Exception {
    Ledger ledger =
        new Ledger(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration(false));
    Map<Integer, PartitionOffsets> read = Map.of(0, new PartitionOffsets(0, 900));
    BucketReport first = new BucketReport(SEVEN, SEVEN, read, 300, 2, 5);
    ledger.record(new Ledger.Entry(0, Map.of(0, new OffsetRange(0, 7)), first));
    BatchWriter writer =
        new BatchWriter(
            BatchWriterTest::planned,
            ledger,
            (batchId, summary) -> shown.add(summary.report()),
            new GracefulStop());

    try (SparkSession spark = LocalSpark.start()) {
      writer
          .to(new TotalsToSinks(Map.of(), Sink.NONE, JobScript.TUMBLING, 0))
          .call(spark.emptyDataset(Encoders.BINARY()), 1L);
    }

    BucketReport expected = new BucketReport(RowCounts.ZERO, SEVEN, Map.of(), 300, 2, 5);
    assertThat(ledger.read(1))
        .contains(
            new Ledger.Entry(
                1, Map.of(0, new OffsetRange(7, 7), 1, new OffsetRange(0, 0)), expected));
    assertThat(shown).containsExactly(expected);
    assertThat(writer.takeReport(1)).isEqualTo(expected);
  }

  private static PlannedBatch planned(long batchId) {
    return new PlannedBatch(1, batchId == 0 ? Map.of(0, 7L) : Map.of(0, 7L, 1, 0L));
  }
}
