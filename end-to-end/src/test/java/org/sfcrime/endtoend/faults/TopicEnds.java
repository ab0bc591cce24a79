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

/** Reads the end offsets of a topic repeatedly, with one client. */
final class TopicEnds implements AutoCloseable {
  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();

  TopicEnds(ChildBroker broker, String topic) throws InterruptedException, ExecutionException {
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

  /** The sum of the end offsets of all partitions, including open transactions. */
  long written() throws InterruptedException, ExecutionException {
    return sum(IsolationLevel.READ_UNCOMMITTED);
  }

  /** The sum of the end offsets for a reader of committed records. */
  long committed() throws InterruptedException, ExecutionException {
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
