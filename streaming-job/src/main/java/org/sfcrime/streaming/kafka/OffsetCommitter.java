package org.sfcrime.streaming.kafka;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.sfcrime.commandline.SafeText;

/**
 * Commits the processed offsets to a consumer group, for tools that show the lag. The job never
 * reads these offsets: it continues from its checkpoint, and a failed commit is only a warning.
 */
public final class OffsetCommitter implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final String group;
  private final KafkaOptions kafka;
  private final String topic;
  private final Admin admin;
  private final PrintStream err;
  private String lastWarning;

  public OffsetCommitter(String group, KafkaOptions kafka, PrintStream err) {
    this.group = group;
    this.kafka = kafka;
    this.topic = kafka.topic();
    this.admin = KafkaAdmin.open(kafka);
    this.err = err;
  }

  /** Commits without waiting for the answer. */
  public void commit(Map<Integer, Long> processed) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    processed.forEach(
        (partition, offset) ->
            offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
    admin
        .alterConsumerGroupOffsets(group, offsets)
        .all()
        .toCompletionStage()
        .whenComplete((done, failure) -> warn(failure));
  }

  /** Repeated failures are reported once, until a commit succeeds. */
  private synchronized void warn(Throwable failure) {
    String warning = failure == null ? null : kafka.explain(failure, "Read", topic);
    if (warning != null && !Objects.equals(warning, lastWarning)) {
      err.printf(
          "warning: the offsets could not be committed to group %s: %s; the counts are not affected%n",
          group, SafeText.of(warning));
    }
    lastWarning = warning;
  }

  /** Waits up to 2 s for the last commit. */
  @Override
  public void close() {
    admin.close(CLOSE_LIMIT);
  }
}
