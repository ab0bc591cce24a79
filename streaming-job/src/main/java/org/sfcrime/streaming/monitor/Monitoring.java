package org.sfcrime.streaming.monitor;

import java.io.PrintStream;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.kafka.KafkaOptions;
import org.sfcrime.streaming.kafka.OffsetCommitter;
import org.sfcrime.streaming.kafka.TopicOffsets;

/** Tells those who watch from outside of each batch: Prometheus, and tools that show lag. */
public final class Monitoring implements AutoCloseable {
  private final String topic;
  private final JobMetrics metrics;
  private final MetricsServer server;
  private final OffsetCommitter group;

  /**
   * Begins with what the checkpoint has.
   *
   * @param report of its last batch
   * @throws IllegalArgumentException if the port is taken
   */
  public Monitoring(
      MonitorOptions options, KafkaOptions kafka, BucketReport report, PrintStream err) {
    topic = kafka.topic();
    metrics = new JobMetrics(topic, report);
    server =
        options.metricsPort() == null
            ? null
            : MetricsServer.start(options.metricsPort(), metrics.registry(), err);
    group =
        options.commitGroup() == null
            ? null
            : new OffsetCommitter(options.commitGroup(), kafka, err);
  }

  /** Takes over what a batch did. */
  void batch(BucketReport report, StreamingQueryProgress progress) {
    metrics.batch(report, progress);
    if (group != null) {
      group.commit(TopicOffsets.of(progress, topic).processed());
    }
  }

  @Override
  public void close() {
    if (group != null) {
      group.close();
    }
    if (server != null) {
      server.close();
    }
  }
}
