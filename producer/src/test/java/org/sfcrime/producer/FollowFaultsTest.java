package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.producer.follow.FakeFeed;

/**
 * Random histories of a feed, with producers that die at random moments and a feed that answers
 * wrongly, against a model: each revision that a poll shows is published once, in its order.
 */
class FollowFaultsTest {
  private static final int POLLS = 60;
  private static final Pattern REVISION =
      Pattern.compile("\"cad_number\":\"([^\"]*)\".*\"note\":\"([^\"]*)\"");
  private static final String ERROR = "{\"error\":true,\"message\":\"Query timed out\"}";

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  @AutoClose private final FollowRuns runs = new FollowRuns();
  private final FakeFeed feed = runs.feed;
  private int ids;

  /** Fails at a record, before a commit, or after a commit that the broker has made. */
  private static final class Dying extends MockProducer<byte[], byte[]> {
    private final boolean commits;
    private int recordsLeft;
    private int commitsLeft;

    Dying(Random random) {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
      commits = random.nextBoolean();
      recordsLeft = random.nextInt(60);
      commitsLeft = random.nextInt(6);
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (recordsLeft-- == 0) {
        throw new KafkaException("gone");
      }
      return super.send(record, callback);
    }

    @Override
    public synchronized void commitTransaction() {
      boolean dies = commitsLeft-- == 0;
      if (!dies || commits) {
        super.commitTransaction();
      }
      if (dies) {
        throw new KafkaException("gone");
      }
    }
  }

  @RepeatedTest(2)
  void everyRevisionOnceInItsOrder() {
    Set<Integer> uncertain = new HashSet<>();
    feed.beforeAnswer = this::disturb;
    change();
    while (feed.pages.size() < POLLS) {
      boolean dies = random.nextInt(4) > 0;
      int exitCode = run(dies ? new Dying(random) : InMemoryKafkaClients.producer());
      assertThat(exitCode).as("seed %d", seed).isIn(1, 130);
      if (exitCode == 1) {
        uncertain.add(feed.pages.size() - 1);
      }
    }
    Map<String, List<String>> published = published();
    assertThat(published).as("seed %d", seed).isEqualTo(expected(uncertain, published));
    assertThat(published.values()).anyMatch(revisions -> revisions.size() > 2);
  }

  /** Follows the feed until the producer dies, or for some polls. */
  private int run(MockProducer<byte[], byte[]> producer) {
    int last = runs.time.waits.size() + 1 + random.nextInt(20);
    runs.time.onWait =
        number -> {
          change();
          if (number >= last) {
            throw new InterruptedException("end of the run");
          }
        };
    runs.broker.next(producer);
    return runs.follow();
  }

  /** Changes the feed between two requests, and now and then answers wrongly. */
  private void disturb() {
    if (random.nextInt(3) == 0) {
      change();
    }
    switch (random.nextInt(30)) {
      case 0 -> feed.then(429, "Retry-After: 5");
      case 1 -> feed.then(202);
      case 2 -> feed.then(503);
      case 3 -> feed.thenBody(ERROR);
      case 4 -> feed.thenBody("[{\"cad_number\":\"1\"");
      case 5 -> feed.then(exchange -> exchange.close());
      default -> {
        // The usual answer.
      }
    }
  }

  /** New calls, corrections, corrections that are taken back, and calls that are gone. */
  private void change() {
    long millis = CallDateTime.localMillis(runs.time.now().toEpochMilli());
    byte[] received = new byte[CallDateTime.TOPIC_BYTES];
    CallDateTime.format(millis, received);
    String text = new String(received, StandardCharsets.US_ASCII);
    for (int i = random.nextInt(4); i >= 0; i--) {
      String id = "26%07d".formatted(ids++);
      feed.row(id, text, "ALARM", "\"note\":\"a\"", "\"data_as_of\":\"" + i + "\"");
    }
    List<String> shown = new ArrayList<>(feed.rows.keySet());
    for (int i = random.nextInt(6); i > 0; i--) {
      String id = shown.get(shown.size() - 1 - random.nextInt(Math.min(10, shown.size())));
      String note = "\"note\":\"" + "abc".charAt(random.nextInt(3)) + "\"";
      feed.rows.computeIfPresent(id, (key, row) -> row.replaceFirst("\"note\":\".\"", note));
    }
    if (shown.size() > 40) {
      feed.rows.remove(shown.get(0));
    }
  }

  private Map<String, List<String>> published() {
    Map<String, List<String>> published = new HashMap<>();
    for (ProducerRecord<byte[], byte[]> record : runs.records()) {
      String value = SampleCalls.text(record.value());
      Matcher revision = REVISION.matcher(value);
      assertThat(revision.find()).as(value).isTrue();
      of(SampleCalls.text(record.key()), published).add(revision.group(2));
    }
    return published;
  }

  /**
   * Returns the revisions that must be on the topic.
   *
   * @param uncertain the polls that a dying producer published as a whole or not at all
   */
  private Map<String, List<String>> expected(
      Set<Integer> uncertain, Map<String, List<String>> published) {
    Map<String, List<String>> expected = new HashMap<>();
    for (int poll = 0; poll < feed.pages.size(); poll++) {
      Map<String, String> changed = new LinkedHashMap<>();
      Matcher row = REVISION.matcher(feed.pages.get(poll));
      while (row.find()) {
        List<String> earlier = expected.getOrDefault(row.group(1), List.of());
        if (earlier.isEmpty() || !earlier.get(earlier.size() - 1).equals(row.group(2))) {
          changed.put(row.group(1), row.group(2));
        }
      }
      if (!uncertain.contains(poll) || arePublished(changed, expected, published)) {
        changed.forEach((id, note) -> of(id, expected).add(note));
      }
    }
    return expected;
  }

  private static boolean arePublished(
      Map<String, String> changed,
      Map<String, List<String>> expected,
      Map<String, List<String>> published) {
    return changed.entrySet().stream()
        .allMatch(
            row -> {
              int next = expected.getOrDefault(row.getKey(), List.of()).size();
              List<String> own = published.getOrDefault(row.getKey(), List.of());
              return next < own.size() && own.get(next).equals(row.getValue());
            });
  }

  private static List<String> of(String id, Map<String, List<String>> revisions) {
    return revisions.computeIfAbsent(id, key -> new ArrayList<>());
  }
}
