package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.run.NewestTotals;
import org.sfcrime.benchmark.run.PeerRuns;
import org.sfcrime.benchmark.run.PeerRuns.Peer;

/** The row "peers": the job, Flink and Kafka Streams count the same topic, group by group. */
final class PeersRow {
  /** Kafka Streams holds all windows in memory. */
  private static final long MOST_FOR_STREAMS = 2_000_000;

  private PeersRow() {}

  static List<ResultTable> measure(Bench bench) throws IOException, InterruptedException {
    PeerRuns peers = new PeerRuns(bench.runner(), bench.jobs());
    for (Peer peer : Peer.values()) {
      peers.createArchive(peer, bench.calls().topic(JobRuns.FEW_CALLS), JobRuns.FEW_CALLS);
    }
    List<ResultTable> tables = new ArrayList<>();
    for (long size : bench.sizes().calls()) {
      String topic = bench.calls().topic(size);
      NewestTotals expected = NewestTotals.ofCalls(bench.runner().broker().address(), topic);
      List<Bench.Trial> trials = new ArrayList<>();
      trials.add(
          () -> run(JobRows.OURS, bench.jobs().job(topic, size, JobRuns.Arguments.NONE), expected));
      for (Peer peer : Peer.values()) {
        if (peer != Peer.STREAMS || size <= MOST_FOR_STREAMS) {
          trials.add(() -> run(peer.toString(), peers.run(peer, topic, size), expected));
        }
      }
      String title = "Peers: %,d calls, counts to a Kafka topic".formatted(size);
      ResultTable table = new ResultTable("peers-" + size, title, JobRows.COLUMNS);
      tables.add(bench.alternate(table, trials));
    }
    return tables;
  }

  private static ResultTable.Run run(String subject, JobRuns.Result result, NewestTotals expected) {
    return JobRows.run(subject, result, expected.sum(), result.totals().compare(expected));
  }
}
