package org.sfcrime.endtoend.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.sfcrime.processes.ChildBroker;

/** How far a topic is written, asked again and again. */
public final class TopicEnds implements AutoCloseable {
  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();

  public TopicEnds(ChildBroker broker, String topic)
      throws InterruptedException, ExecutionException {
    admin = broker.admin();
    admin
        .describeTopics(Set.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .forEach(
            info ->
                partitions.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
  }

  @Override
  public void close() {
    admin.close();
  }

  /** Offsets that are taken, of all partitions, also by transactions that are open. */
  public long written() throws InterruptedException, ExecutionException {
    return sum(IsolationLevel.READ_UNCOMMITTED);
  }

  /** Offsets that a reader of committed records gets to see, or past. */
  public long committed() throws InterruptedException, ExecutionException {
    return sum(IsolationLevel.READ_COMMITTED);
  }

  private long sum(IsolationLevel level) throws InterruptedException, ExecutionException {
    return admin
        .listOffsets(partitions, new ListOffsetsOptions(level))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(info -> info.offset())
        .sum();
  }
}
