package org.sfcrime.dashboard.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.ViewBuilder;

class CountsFollowerTest {
  private static final TopicPartition PARTITION = new TopicPartition("counts", 0);
  private static final String KEY =
      "[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Dw\",\"ADM\"]";

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final CountsTable table = new CountsTable(CrimeTypeNames.none());
  private final List<String> said = new ArrayList<>();
  private final CountsFollower follower = new CountsFollower(consumer, "counts", table, said::add);
  private long offset;

  private void topicExists(long end) {
    Node node = new Node(0, "localhost", 9092);
    consumer.updatePartitions(
        "counts",
        List.of(new PartitionInfo("counts", 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
  }

  private void add(String key, String value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            "counts", 0, offset++, bytes(key), value == null ? null : bytes(value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long calls() {
    return ViewBuilder.of(table, Filter.ALL).figures().calls();
  }

  @Test
  void newestTotalStands_tombstoneTakesAway() {
    topicExists(0);
    follower.step();
    add(KEY, "{\"description\":\"Admonished\",\"count\":3}");
    add(KEY, "{\"description\":\"Admonished\",\"count\":5}");
    follower.step();
    assertThat(calls()).isEqualTo(5);
    assertThat(follower.state()).isEqualTo(CountsFollower.State.LIVE);
    add(KEY, null);
    follower.step();
    assertThat(calls()).isZero();
  }

  @Test
  void whatIsNoCount_isLeftOut() {
    topicExists(0);
    follower.step();
    add("not JSON", "{}");
    add("[1,2]", "{}");
    add(KEY, "{\"count\":-4}");
    add("[\"yesterday\",\"2019-01-01 00:00:00\",\"Dw\",\"ADM\"]", "{\"count\":1}");
    follower.step();
    assertThat(table.rows()).isZero();
  }

  @Test
  void noTopic_waits() {
    follower.step();
    assertThat(follower.state()).isEqualTo(CountsFollower.State.NO_TOPIC);
    assertThat(said).containsExactly("waiting for topic counts");
  }
}
