package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** A feed that logs what it shows, and the producers that follow it to a topic of its own. */
final class FollowedFeed {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Rig rig;
  private final String topic;
  private final ServedFeed served;
  private final StartedProcess.Command follower;

  /** The polls that an ended producer may have published or not. */
  private final Set<Integer> uncertain = new HashSet<>();

  private StartedProcess producer;

  /**
   * Starts the feed and creates the topic.
   *
   * @param flags flags of the feed
   */
  FollowedFeed(Rig rig, String topic, String... flags) throws Exception {
    this.rig = rig;
    this.topic = topic;
    Programs programs = rig.at(topic);
    Path log = programs.work().resolve("served.jsonl");
    served = new ServedFeed(log);
    List<String> command =
        Stream.concat(
                Stream.of(Rig.HOME.program("city-feed"), "--refresh-by-poll", "--log=" + log),
                Stream.of(flags))
            .toList();
    CompletableFuture<String> address = new CompletableFuture<>();
    rig.start(
        new StartedProcess.Command(
            "city-feed", command, Map.of(), programs.logs().resolve("city-feed.log")),
        address::complete);
    rig.createTopic(topic, 4);
    follower =
        programs.follower(
            address.get(Await.RECOVERY.toSeconds(), TimeUnit.SECONDS),
            List.of("--poll-interval", "100 ms"));
  }

  ServedFeed served() {
    return served;
  }

  StartedProcess producer() {
    return producer;
  }

  /** Returns everything that the producers have printed. */
  Path log() {
    return follower.log();
  }

  void startProducer() throws IOException, InterruptedException {
    producer = rig.start(follower);
  }

  /** Starts a producer that SIGINT ends: the other programs of a rig ignore this signal. */
  void startProducerWithSigint() throws IOException, InterruptedException {
    List<String> words =
        Stream.concat(Stream.of("env", "--default-signal=INT"), follower.command().stream())
            .toList();
    producer =
        rig.start(
            new StartedProcess.Command(
                follower.name(), words, follower.environment(), follower.log()));
  }

  /** Waits until the feed has begun to show a poll; the bound is for each poll. */
  void awaitPoll(int poll) throws IOException {
    for (int next = served.polls() + 1; next <= poll; next++) {
      int wanted = next;
      Await.until("poll %d, %s".formatted(next, Faults.seed()), () -> hasShown(wanted));
    }
  }

  private boolean hasShown(int poll) throws IOException {
    assertThat(producer.exitCode()).as(() -> producer.failure().getMessage()).isEmpty();
    return served.polls() >= poll;
  }

  /** Waits for the end of the producer, whose last poll may be published or not. */
  void awaitEnd(int exitCode, Duration limit) throws IOException, InterruptedException {
    ProgramEnd.assertExits(producer, exitCode, limit);
    int last = served.polls();
    // The feed may still answer a request that it has received.
    uncertain.addAll(List.of(last, last + 1));
  }

  void awaitEnd(int exitCode) throws IOException, InterruptedException {
    awaitEnd(exitCode, Await.RECOVERY);
  }

  /** Stops the producer, and compares the topic with what the feed has shown. */
  void assertPublished() throws IOException, InterruptedException {
    producer.terminate();
    awaitEnd(ProgramEnd.TERMINATED);
    Map<String, List<String>> published = published();
    assertThat(published)
        .as(Faults.seed())
        .isNotEmpty()
        .isEqualTo(served.expected(uncertain, published));
    assertThat(follower.log()).content().doesNotContain("\tat ");
  }

  /** Returns the revisions of each call, in their order. */
  private Map<String, List<String>> published() throws IOException {
    Map<String, List<String>> published = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : rig.records(topic)) {
      JsonNode call = JSON.readTree(record.value());
      String disposition = call.required("disposition").asText().replace("Not recorded", "");
      published
          .computeIfAbsent(
              new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
          .add(call.required("call_last_updated_at").asText() + " " + disposition);
    }
    return published;
  }
}
