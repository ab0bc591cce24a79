package org.sfcrime.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;

class LedgerTest {
  @TempDir Path folder;

  @Test
  void record_aRepeatedBatchReplacesItsLineAndLaterOnes() throws IOException {
    Ledger ledger = ledger();
    for (long batch = 98; batch <= 102; batch++) {
      ledger.record(new Ledger.Entry(batch, offsets(batch), report(batch)));
    }
    ledger().record(new Ledger.Entry(101, Map.of(), report(7)));
    assertThat(ledger().read(101).orElseThrow().report().totals()).isEqualTo(report(7).totals());
    assertThat(ledger().read(102)).isEmpty();
    assertThat(ledger().read(99).orElseThrow())
        .isEqualTo(new Ledger.Entry(99, offsets(99), report(99)));
  }

  /** Version 0.1.0 writes and reads this format. */
  @Test
  void record_theFormOfALine() throws IOException {
    ledger().record(new Ledger.Entry(0, offsets(0), report(3)));
    assertThat(folder.resolve("000000000000.jsonl"))
        .hasContent(
            """
            {"batch":0,"rows":{"read":3,"counted":3,"late":0,"duplicates":0,"replaced":0,"rejected":3,"unmatched":0,"rejected_by_reason":{"not_json":3}},"totals":{"read":3,"counted":3,"late":0,"duplicates":0,"replaced":0,"rejected":3,"unmatched":0,"rejected_by_reason":{"not_json":3}},"watermark_millis":3000,"open_windows":1,"open_groups":1,"offsets":{"0":{"from":0,"until":10}}}
            """);
  }

  private Ledger ledger() {
    return new Ledger(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  private static Map<Integer, Ledger.OffsetRange> offsets(long batch) {
    return Map.of(0, new Ledger.OffsetRange(batch * 10, batch * 10 + 10));
  }

  private static BucketReport report(long rows) {
    RowCounts counts =
        new RowCounts(rows, rows, 0, 0, 0, 0, Map.of(RejectionReason.NOT_JSON, rows));
    return new BucketReport(counts, counts, Map.of(), rows * 1_000, 1, 1);
  }
}
