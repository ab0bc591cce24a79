package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfcrime.endtoend.exactness.TopicCalls.CountKey;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.CallOrder;
import org.sfcrime.endtoend.harness.CountsCsv;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;

/** In event-time order no call is late; in other orders, late calls follow the watermark rule. */
class OrderTest {
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
  private static final int SMALL_BATCH = 200;
  private static final int MOST_CALLS = Faults.FULL ? 44_000 : 8_000;
  private static final int MOST_BATCHES = Faults.FULL ? 40 : 20;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  private static List<String> inEventTimeOrder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    inEventTimeOrder = Files.readAllLines(rig.generateLines("all.ndjson", MOST_CALLS));
  }

  /** Values of --max-offsets-per-trigger; the property sfcrime.offsets replaces them. */
  static Stream<Integer> offsetsPerTrigger() {
    String some = Faults.FULL ? "200,2000,20000" : "2000";
    return Arrays.stream(System.getProperty("sfcrime.offsets", some).split(","))
        .map(Integer::valueOf);
  }

  static Stream<Arguments> ordersAndOffsets() {
    return Faults.FULL
        ? Arrays.stream(CallOrder.values())
            .flatMap(order -> offsetsPerTrigger().map(offsets -> Arguments.of(order, offsets)))
        : Stream.of(
            Arguments.of(CallOrder.NEWEST_FIRST, 2_000),
            Arguments.of(CallOrder.WITHIN_90_MINUTES, SMALL_BATCH));
  }

  /**
   * Without keys, the console producer fills a batch for one partition, then for another. Each
   * partition is in order, but the partitions are hours apart in event time.
   */
  @ParameterizedTest
  @MethodSource("offsetsPerTrigger")
  @Fault("order")
  void eventTimeOrderWithoutKeys_noLateCalls(int offsets, Injections injections)
      throws IOException, InterruptedException {
    Path file = file("event-time-" + offsets, calls(offsets));
    Programs programs = rig.at("event-time-" + offsets);
    rig.createTopic(programs.topic(), 4);
    rig.publishByConsole(programs.topic(), file);
    JobRun run = count(programs, offsets);
    assertThat(run.report().read()).isEqualTo(calls(offsets).size());
    assertThat(run.report().late()).isZero();
    assertThat(run.late().rows()).isEmpty();
    assertThat(run.counts().rows()).isEqualTo(new Oracle(Rig.RADIO_CODES, file).rows());
    injections.held();
  }

  @ParameterizedTest
  @MethodSource("ordersAndOffsets")
  @Fault("order")
  void outOfOrder_lateCallsFollowTheRule(CallOrder order, int offsets, Injections injections)
      throws IOException, InterruptedException {
    String name = order.label() + "-" + offsets;
    Path file = file(name, order.of(calls(offsets), Faults.random()));
    Programs programs = rig.at(name);
    rig.publish(programs, file, "--order", "file");
    JobRun run = count(programs, offsets);
    assertFollowsModel(programs, run);
    Promise.of(rig, file).assertCounts(run.counts().rows(), run.late().rows(), Faults.seed());
    if (order.isWithinWatermark()) {
      assertThat(run.report().late()).as(Faults.seed()).isZero();
    } else if (order == CallOrder.NEWEST_FIRST && offsets < calls(offsets).size() / 3) {
      assertThat(run.report().late()).isGreaterThan(calls(offsets).size() / 2);
    } else if (offsets == SMALL_BATCH) {
      // Without a late call the test would not check the rule.
      assertThat(run.report().late()).as(Faults.seed()).isPositive();
    }
    injections.held();
  }

  private static List<String> calls(int offsets) {
    return inEventTimeOrder.subList(0, Math.min(MOST_CALLS, MOST_BATCHES * offsets));
  }

  private static Path file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name + ".ndjson"), lines);
  }

  private static JobRun count(Programs programs, int offsets)
      throws IOException, InterruptedException {
    return rig.countAvailable(
        programs, Map.of(), "--max-offsets-per-trigger", Integer.toString(offsets));
  }

  /** Compares counts and late calls by key, and late calls by batch. */
  private static void assertFollowsModel(Programs programs, JobRun run) throws IOException {
    TopicCalls topic = TopicCalls.of(rig.records(programs.topic()));
    List<RecordedBatch> batches = RecordedBatch.readAll(programs.checkpoint());
    WatermarkModel model = new WatermarkModel(topic, IDLE_TIMEOUT);
    model.run(batches, topic.byPartition().keySet(), Set.of());
    assertThat(batches)
        .as(Faults.seed())
        .extracting(RecordedBatch::late)
        .isEqualTo(model.latePerBatch());
    assertThat(byKey(run.late())).as(Faults.seed()).isEqualTo(model.late());
    assertThat(byKey(run.counts())).as(Faults.seed()).isEqualTo(model.counted());
  }

  private static Map<CountKey, Long> byKey(CountsCsv file) {
    return file.rows().stream().collect(Collectors.toMap(CountKey::of, CountsCsv.Row::count));
  }
}
