package org.sfcrime.dashboard.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.countrecord.CountJson;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.View;
import org.sfcrime.dashboard.view.ViewBuilder;
import org.sfcrime.dashboard.view.ViewCsv;

class CountsFollowerTest {
  private static final TopicPartition PARTITION = new TopicPartition("counts", 0);
  private static final String KEY =
      "[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Dw\",\"ADM\"]";

  private static final long START = WallClock.parse("2018-12-31 23:50:00");
  private static final String OTHER_KEY =
      "[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Other\",\"ADM\"]";
  private static final String STARTED_OVER = "counts %s: reading it from its beginning";

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("none") {
        /** As in Kafka's consumer: no partitions means all. */
        @Override
        public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
          super.seekToBeginning(partitions.isEmpty() ? assignment() : partitions);
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration timeout) {
          if (positionFailure != null) {
            throw positionFailure;
          }
          return super.position(partition, timeout);
        }
      };
  private final CountsTable table = new CountsTable(new CrimeTypeNames());
  private final List<String> said = new ArrayList<>();
  private TopicDescription topic;
  private boolean brokerAnswers = true;
  private LogTruncationException positionFailure;
  private final CountsFollower follower =
      new CountsFollower(consumer, new CountsTopic("counts", this::describe), table, said::add);
  private long offset;

  private Optional<TopicDescription> describe() {
    if (!brokerAnswers) {
      throw new TimeoutException();
    }
    return Optional.ofNullable(topic);
  }

  /** Creates the topic with another id than before. */
  private void topicExists(long end) {
    Node node = new Node(0, "localhost", 9092);
    topic =
        new TopicDescription(
            "counts",
            false,
            List.of(new TopicPartitionInfo(0, node, List.of(node), List.of(node))),
            Set.of(),
            Uuid.randomUuid());
    offset = 0;
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    endsAt(end);
  }

  private void endsAt(long end) {
    consumer.updateEndOffsets(Map.of(PARTITION, end));
  }

  /** Follows a topic with three records and a group of 3 calls. */
  private void followThreeRecords() {
    topicExists(3);
    follower.step();
    for (int count = 1; count <= 3; count++) {
      add(KEY, "{\"count\":" + count + "}");
    }
    follower.lookAtTopic();
    follower.step();
    follower.lookAtTopic();
    assertThat(calls()).isEqualTo(3);
    assertThat(follower.state()).isEqualTo(CountsFollower.State.LIVE);
    assertThat(follower.startOver()).isNull();
  }

  /** The end of the new topic is before, at or after the position in the old topic. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 5})
  void topicCreatedAgain_startsOver(long end) {
    followThreeRecords();
    topicExists(end);
    assertStartsOver(end);
  }

  @Test
  void topicCreatedAgainWhileNoBrokerAnswers_startsOver() {
    followThreeRecords();
    brokerAnswers = false;
    follower.lookAtTopic();
    assertThat(follower.state()).isEqualTo(CountsFollower.State.NO_BROKER);
    topicExists(5);
    follower.lookAtTopic();
    assertThat(calls()).isEqualTo(3);
    brokerAnswers = true;
    assertStartsOver(5);
  }

  @Test
  void topicCreatedAgainAfterALook_startsOver() {
    followThreeRecords();
    topic = null;
    follower.lookAtTopic();
    assertThat(follower.state()).isEqualTo(CountsFollower.State.NO_TOPIC);
    topicExists(5);
    assertStartsOver(5);
  }

  private void assertStartsOver(long end) {
    follower.lookAtTopic();
    assertThat(said).contains(STARTED_OVER.formatted("was deleted and created again"));
    assertThat(follower.startOver().reason()).isEqualTo("was deleted and created again");
    assertThat(table.rows()).isZero();
    for (long i = 0; i < end; i++) {
      add(OTHER_KEY, "{\"count\":" + (i + 1) + "}");
    }
    follower.step();
    follower.lookAtTopic();
    assertThat(calls()).isEqualTo(end);
    assertThat(follower.state()).isEqualTo(CountsFollower.State.LIVE);
    assertThat(said.stream().filter(line -> line.contains("created again"))).hasSize(1);
  }

  /** For example after an election of a leader that lacked them. */
  @Test
  void recordsLost_startsOver() {
    followThreeRecords();
    consumer.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 3L)));
    follower.step();
    assertStartsOverWithOneRecord();
  }

  private void assertStartsOverWithOneRecord() {
    endsAt(1);
    offset = 0;
    follower.step();
    assertThat(said).contains(STARTED_OVER.formatted("has lost records"));
    assertThat(table.rows()).isZero();
    add(OTHER_KEY, "{\"count\":4}");
    follower.step();
    assertThat(calls()).isEqualTo(4);
  }

  /** Not only a poll finds that records were lost: also the question for the position. */
  @Test
  void recordsLost_foundByTheLook_startsOver() {
    followThreeRecords();
    positionFailure = new LogTruncationException(Map.of(PARTITION, 3L), Map.of());
    follower.lookAtTopic();
    assertThat(follower.state()).isEqualTo(CountsFollower.State.LIVE);
    positionFailure = null;
    assertStartsOverWithOneRecord();
  }

  @Test
  void partitionAdded_isReadFromItsBeginning_othersGoOn() {
    followThreeRecords();
    TopicDescription before = topic;
    TopicPartition added = new TopicPartition("counts", 1);
    List<TopicPartitionInfo> both = new ArrayList<>(before.partitions());
    both.add(new TopicPartitionInfo(1, both.get(0).leader(), List.of(), List.of()));
    topic = new TopicDescription("counts", false, both, Set.of(), before.topicId());
    consumer.updateBeginningOffsets(Map.of(added, 0L));
    consumer.updateEndOffsets(Map.of(added, 1L));
    follower.lookAtTopic();
    assertThat(consumer.position(added)).isZero();
    assertGoesOn();

    topic = before; // from a broker that does not know the new partition yet
    follower.lookAtTopic();
    assertGoesOn();
  }

  private void assertGoesOn() {
    assertThat(consumer.position(PARTITION)).isEqualTo(3);
    assertThat(follower.startOver()).isNull();
    assertThat(calls()).isEqualTo(3);
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

  /** The job writes a lower total for a call that left the group, and 0 for the last one. */
  @Test
  void totalsFall_groupWithoutCallsIsNowhere() {
    topicExists(0);
    follower.step();
    write("Dw", "ADM", "Admonished", 3);
    write("Stabbing", "GEN", null, 2);
    follower.step();
    assertThat(calls()).isEqualTo(5);
    write("Dw", "ADM", "Admonished", 1);
    write("Stabbing", "GEN", null, 0);
    follower.step();
    View view = ViewBuilder.of(table, Filter.ALL);
    View.Bar disposition = new View.Bar("ADM", "Admonished", 1, null);
    assertThat(view.figures().calls()).isEqualTo(1);
    assertThat(view.figures().withoutDisposition()).isZero();
    assertThat(view.types()).containsExactly(new View.Bar("Dw", "", 1, null));
    assertThat(view.dispositions()).containsExactly(disposition);
    assertThat(view.choices().dispositions()).containsExactly(disposition);
    assertThat(ViewCsv.rows(table, Filter.ALL).rows()).hasSize(1);
    write("Stabbing", "GEN", null, 4);
    write("Dw", "ADM", "Admonished", 0);
    follower.step();
    assertThat(ViewBuilder.of(table, Filter.ALL).types())
        .containsExactly(new View.Bar("Stabbing", "", 4, null));
    write("Stabbing", "GEN", null, 0);
    follower.step();
    assertThat(table.columns().windows().lastEnd()).isZero();
    assertThat(ViewBuilder.of(table, Filter.ALL).choices().categories()).isEmpty();
  }

  /** Adds a record as the job writes it. */
  private void write(String type, String code, String description, long calls) {
    CountRecord count = new CountRecord(START, START + 600_000, type, code, description, calls);
    CountJson json = new CountJson(GroupFields.USUAL);
    consumer.addRecord(
        new ConsumerRecord<>("counts", 0, offset++, json.key(count), json.value(count)));
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
