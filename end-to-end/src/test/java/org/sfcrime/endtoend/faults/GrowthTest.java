package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.GroupState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.endtoend.harness.Signal;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * A topic gets more partitions, and a consumer group gains and loses members, while all programs
 * run.
 */
class GrowthTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int PARTITIONS = 3;
  private static final int MORE_PARTITIONS = 6;
  private static final int CALLS = 6_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  private static List<String> lines;
  private static Path file;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    // So many calls per day that those published within a few seconds are within the watermark.
    Path day = rig.generateLines("day.ndjson", 40_000, "--days", "1");
    lines = Files.readAllLines(day).subList(20_000, 20_000 + CALLS);
    file = Files.write(folder.resolve("calls.ndjson"), lines);
  }

  @Test
  @Fault("partitions 3 -> 6 live; consumer group 1 -> 3 -> 1")
  void partitionsAddedAndMembersChange_promiseHolds(Injections injections)
      throws IOException, InterruptedException {
    int times = Faults.times(1, 3);
    for (int i = 1; i <= times; i++) {
      // In the second round the leaving members are killed.
      Duration recovery = growAndShrink(rig.at("growing-" + i), i == 2);
      injections.held(recovery);
    }
  }

  private static Duration growAndShrink(Programs programs, boolean kill)
      throws IOException, InterruptedException {
    rig.createTopic(programs.topic(), PARTITIONS);
    StartedProcess job = rig.start(programs.job(Rig.jobFlags(programs, "500 milliseconds")));
    GroupMember one = GroupMember.join(rig, programs, "one");
    StartedProcess producer = rig.start(programs.producer(part(1), slowly()));
    awaitThat(() -> one.read().size() > CALLS / 20, one.process());
    addPartitions(programs.topic());
    ProgramEnd.assertExits(producer, 0, LIMIT);
    assertThat(partitions(programs.topic())).hasSize(MORE_PARTITIONS);

    GroupMember two = GroupMember.join(rig, programs, "two");
    GroupMember three = GroupMember.join(rig, programs, "three");
    awaitThat(() -> membersWithPartitions(programs) == 3, two.process(), three.process());
    rig.publish(programs, part(2));
    awaitThat(
        () -> !two.read().isEmpty() && !three.read().isEmpty(), two.process(), three.process());

    leave(two, kill);
    leave(three, kill);
    rig.publish(programs, part(3));
    long startNanos = System.nanoTime();
    awaitThat(() -> union(one, two, three).size() >= CALLS, one.process());
    Duration recovery = Duration.ofNanos(System.nanoTime() - startNanos);
    one.leave();
    assertThat(union(one, two, three))
        .isEqualTo(lines.stream().map(GroupMember::json).collect(Collectors.toSet()));
    assertPromise(programs, job);
    return recovery;
  }

  /**
   * Flags of a producer that publishes half of the calls in 15 s and finds new partitions within
   * 500 ms.
   */
  private static List<String> slowly() {
    return List.of("--throughput", "200", "--command-property", "metadata.max.age.ms=500");
  }

  /** Part 1 is the first half of the calls; parts 2 and 3 are the other quarters. */
  private static Path part(int number) throws IOException {
    int from = number == 1 ? 0 : number * CALLS / 4;
    List<String> part = lines.subList(from, (number + 1) * CALLS / 4);
    return Files.write(folder.resolve("part-" + number + ".ndjson"), part);
  }

  private static void awaitThat(Callable<Boolean> condition, StartedProcess... alive) {
    Awaitility.await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .failFast(
            () -> {
              for (StartedProcess process : alive) {
                assertThat(process.exitCode()).as(() -> process.failure().getMessage()).isEmpty();
              }
            })
        .until(condition);
  }

  private static void addPartitions(String topic) throws InterruptedException {
    try (Admin admin = rig.broker().admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(MORE_PARTITIONS))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot add partitions to " + topic, e);
    }
  }

  private static Set<Integer> partitions(String topic) {
    return rig.records(topic).stream().map(ConsumerRecord::partition).collect(Collectors.toSet());
  }

  /** The number of members with partitions; 0 while the group rebalances. */
  private static long membersWithPartitions(Programs programs) throws InterruptedException {
    String group = GroupMember.group(programs);
    try (Admin admin = rig.broker().admin()) {
      ConsumerGroupDescription found =
          admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get();
      return found.groupState() != GroupState.STABLE
          ? 0
          : found.members().stream()
              .filter(member -> !member.assignment().topicPartitions().isEmpty())
              .count();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot describe " + group, e);
    }
  }

  private static void leave(GroupMember member, boolean kill)
      throws IOException, InterruptedException {
    if (kill) {
      Signal.KILL.sendTo(member.process());
      ProgramEnd.assertExits(member.process(), ProgramEnd.KILLED, LIMIT);
    } else {
      member.leave();
    }
  }

  private static Set<JsonNode> union(GroupMember... members) {
    return Stream.of(members)
        .flatMap(member -> member.read().stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static void assertPromise(Programs programs, StartedProcess job)
      throws IOException, InterruptedException {
    Await.recordsRead(job, programs, CALLS);
    ProgramEnd.assertStops(job);
    Promise promise = Promise.of(rig, file);
    promise.assertHolds(programs, "with more partitions");
    JobRun run = rig.result(programs);
    assertThat(run.report().late()).isZero();
    assertThat(run.counts().rows()).isEqualTo(promise.oracle().rows());
  }
}
