package org.sfcrime.streaming.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.streaming.Calls;

/**
 * A random history of the job, in which everything happens that the topic and Spark allow: calls
 * out of order, repeated and revised calls, calls that move to another window, rejected records,
 * partitions that drift apart, pause and appear late, and restarts from an older state.
 *
 * @param steps the batches in order
 */
record History(Settings settings, List<Step> steps) {
  static final Comparator<CountModel.GroupKey> KEY_ORDER =
      Comparator.comparing(CountModel.GroupKey::window)
          .thenComparing(CountModel.GroupKey::type)
          .thenComparing(CountModel.GroupKey::disposition);

  static final long BASE = CallDateTime.parse("2018-06-01T00:00:00.000") / 60_000;

  /** What happens with calls that have the same id. */
  enum Ids {
    ALL,
    FIRST,
    NEWEST
  }

  /**
   * The options, times in minutes.
   *
   * @param expected the partitions when the job starts
   * @param finished those of them that bring no more calls
   */
  record Settings(
      Ids ids,
      boolean onlyClosed,
      long window,
      long slide,
      long delay,
      long idleMillis,
      int buckets,
      Set<Integer> expected,
      Set<Integer> finished) {}

  /** A record of the topic. */
  record Call(
      int partition,
      long offset,
      String id,
      long minute,
      String type,
      String disposition,
      boolean isRejected) {
    byte[] value() {
      String time = WallClock.format(minute * 60_000).replace(' ', 'T') + ".000";
      return Calls.json(time, isRejected ? " " : type, disposition)
          .replace("\"crime_id\":\"1\"", "\"crime_id\":\"" + id + "\"")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * A batch.
   *
   * @param millis the batch's time
   * @param calls by partition and offset
   * @param tasks the number of tasks
   * @param repeated the number of batches that a restart after this batch repeats
   */
  record Step(long millis, List<Call> calls, int tasks, int repeated) {
    Step with(List<Call> others) {
      return new Step(millis, others, tasks, repeated);
    }
  }

  static History random(long seed) {
    Random random = new Random(seed);
    int partitions = 1 + random.nextInt(3);
    Set<Integer> expected = new TreeSet<>();
    Set<Integer> finished = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      if (random.nextInt(4) > 0) {
        expected.add(partition);
        if (random.nextInt(6) == 0) {
          finished.add(partition);
        }
      }
    }
    long window = 10L * (1 + random.nextInt(2));
    Settings settings =
        new Settings(
            Ids.values()[random.nextInt(3)],
            random.nextInt(4) == 0,
            window,
            random.nextBoolean() ? window : window / 2,
            random.nextInt(4) * 10L,
            random.nextInt(3) * 40_000L,
            1 + random.nextInt(3),
            expected,
            finished);
    return new History(settings, steps(random, partitions));
  }

  private static List<Step> steps(Random random, int partitions) {
    long[] offsets = new long[partitions];
    long[] minutes = new long[partitions];
    int ids = 1 + random.nextInt(8);
    int spread = 1 + random.nextInt(60);
    int hurry = 1 + random.nextInt(15);
    boolean keyed = random.nextInt(4) > 0;
    long millis = 1_000_000;
    List<Step> steps = new ArrayList<>();
    for (int step = 1 + random.nextInt(8); step > 0; step--) {
      List<Call> calls = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        for (int left = random.nextInt(3) * random.nextInt(5); left > 0; left--) {
          int id = random.nextInt(ids);
          if (keyed && id % partitions != partition) {
            continue; // as a topic with crime_id as its key
          }
          minutes[partition] += random.nextInt(hurry);
          offsets[partition] += 1 + random.nextInt(2);
          calls.add(
              new Call(
                  partition,
                  offsets[partition],
                  "id" + id,
                  BASE + minutes[partition] + random.nextInt(spread) - spread / 2,
                  random.nextBoolean() ? "Theft" : "Fire",
                  List.of("HAN", "CIT", "OTS", "").get(random.nextInt(4)),
                  random.nextInt(20) == 0));
        }
      }
      millis += random.nextInt(30_000);
      int repeated = random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 0;
      steps.add(new Step(millis, calls, 1 + random.nextInt(3), repeated));
    }
    return steps;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(settings.toString());
    for (Step step : steps) {
      text.append(
          "\n  batch at %d ms, %d tasks, then repeated: %d"
              .formatted(step.millis, step.tasks, step.repeated));
      for (Call call : step.calls) {
        text.append(
            "\n    %d/%d %s +%d min %s %s%s"
                .formatted(
                    call.partition,
                    call.offset,
                    call.id,
                    call.minute - BASE,
                    call.type,
                    call.disposition,
                    call.isRejected ? " rejected" : ""));
      }
    }
    return text.toString();
  }
}
