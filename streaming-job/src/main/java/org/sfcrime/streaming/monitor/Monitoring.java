package org.sfcrime.streaming.monitor;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.PrintStream;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.kafka.KafkaOptions;
import org.sfcrime.streaming.kafka.OffsetCommitter;
import org.sfcrime.streaming.kafka.TopicOffsets;

/** Publishes each batch to the metrics server and the consumer group, where the user has either. */
public final class Monitoring implements AutoCloseable {
  private final String topic;
  private final JobMetrics metrics;
  private final HTTPServer server;
  private final OffsetCommitter group;

  /**
   * Starts the metrics server and the Kafka client.
   *
   * @throws org.sfcrime.commandline.CommandException if the port is in use
   */
  public Monitoring(
      MonitorOptions options, KafkaOptions kafka, BucketReport report, PrintStream err) {
    topic = kafka.topic();
    metrics = new JobMetrics(report);
    server = MetricsServer.start(options.metricsPort(), metrics::registry, new StatusLines(err));
    group =
        options.commitGroup() == null
            ? null
            : new OffsetCommitter(options.commitGroup(), kafka, err);
  }

  void batch(BucketReport report, StreamingQueryProgress progress) {
    TopicOffsets offsets = TopicOffsets.of(progress, topic);
    metrics.batch(report, progress, offsets);
    if (group != null) {
      group.commit(offsets.processed());
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
