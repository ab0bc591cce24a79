package org.sfcrime.streaming.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import org.sfcrime.commandline.Color;
import org.sfcrime.commandline.WholeFile;
import org.sfcrime.streaming.checkpoint.Ledger;
import org.sfcrime.streaming.console.BatchText;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;

/**
 * The reconciliation of all rows at the end of a run.
 *
 * @param batches finished since the checkpoint began
 * @param last the report of the last batch, which has the totals of all batches
 * @param interrupted whether a signal ended the run
 */
public record RunReport(
    String topic, long batches, BucketReport last, int windowsPerCall, boolean interrupted) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public boolean identityHolds() {
    return last.totals().identityHolds(windowsPerCall);
  }

  public void print(PrintStream err) {
    RowCounts totals = last.totals();
    err.println(Color.of(identityHolds()).paint(BatchText.reconciliation(totals, windowsPerCall)));
    if (totals.rejectedRecords() > 0) {
      err.println("rejected: " + BatchText.rejected(totals));
    }
  }

  public void write(Path file) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("program", "streaming-job");
    json.put("topic", topic);
    json.put("batches", batches);
    json.setAll(Ledger.toJson(last.totals()));
    json.put("windows_per_call", windowsPerCall);
    json.put("watermark", BatchText.watermark(last));
    json.put("identity_holds", identityHolds());
    json.put("interrupted", interrupted);
    WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }
}
