package org.sfcrime.streaming.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the packed counts with a plain map, on random groups. */
class GroupCountsTest {
  private static final String[] TEXTS = {"", "a", "aa", "é", "Traffic Stop", "\ud83d\ude00", "\0"};

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private Group randomGroup(int variety) {
    return new Group(
        TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(variety),
        TEXTS[random.nextInt(TEXTS.length)]);
  }

  private GroupCounts random(int calls, Map<Group, Long> model) {
    GroupCounts counts = new GroupCounts();
    int variety = 1 + random.nextInt(300);
    for (int i = 0; i < calls; i++) {
      Group group = randomGroup(variety);
      counts.add(group, group.second().isEmpty());
      model.merge(group, 1L, Long::sum);
    }
    return counts;
  }

  private static Map<Group, Long> toMap(GroupCounts counts) {
    Map<Group, Long> map = new HashMap<>();
    counts.forEach(
        (group, calls) -> assertThat(map.put(group, calls)).as(group.toString()).isNull());
    return map;
  }

  private static GroupCounts throughBytes(GroupCounts counts) {
    return Encoding.decode("counts", Encoding.encode(counts::writeTo), GroupCounts::readFrom);
  }

  private void same(GroupCounts counts, Map<Group, Long> model) {
    assertThat(toMap(counts)).as("seed %d", seed).isEqualTo(model);
    assertThat(counts.groups()).isEqualTo(model.size());
    assertThat(counts.calls()).isEqualTo(model.values().stream().mapToLong(n -> n).sum());
  }

  @Test
  void add_countsAsAMapDoes() {
    for (int calls : new int[] {0, 1, 7, 8, 9, 100, 5_000}) {
      Map<Group, Long> model = new HashMap<>();
      GroupCounts counts = random(calls, model);
      same(counts, model);
      same(throughBytes(counts), model);
      assertThat(counts.unmatched())
          .isEqualTo(
              model.entrySet().stream()
                  .filter(entry -> entry.getKey().second().isEmpty())
                  .mapToLong(Map.Entry::getValue)
                  .sum());
    }
  }

  @Test
  void addAllToTotals_totalsOfTheBatchsGroupsOnly() {
    Map<Group, Long> model = new HashMap<>();
    GroupCounts window = new GroupCounts();
    for (int i = 0; i < 20; i++) {
      Map<Group, Long> batchModel = new HashMap<>();
      GroupCounts batch = throughBytes(random(random.nextInt(400), batchModel));
      batchModel.forEach((group, calls) -> model.merge(group, calls, Long::sum));
      Map<Group, Long> totals = toMap(window.addAllToTotals(batch));
      batchModel.replaceAll((group, calls) -> model.get(group));
      assertThat(totals).as("seed %d", seed).isEqualTo(batchModel);
      window = throughBytes(window);
      same(window, model);
    }
  }

  @Test
  void addTypes_countsAsAMapByTypeDoes() {
    Map<Group, Long> model = new HashMap<>();
    GroupCounts types = new GroupCounts();
    for (int i = 0; i < 5; i++) {
      Map<Group, Long> batchModel = new HashMap<>();
      types.addTypes(random(random.nextInt(400), batchModel));
      batchModel.forEach(
          (group, calls) -> model.merge(new Group(group.first(), ""), calls, Long::sum));
    }
    same(throughBytes(types), model);
  }

  @Test
  void addAll_leavesTheOthersAlone() {
    Map<Group, Long> model = new HashMap<>();
    GroupCounts others = random(50, model);
    GroupCounts counts = new GroupCounts();
    counts.addAll(others);
    counts.addAll(others);
    counts.add(new Group("new", "new"), true);
    same(others, model);
    model.replaceAll((group, calls) -> 2 * calls);
    model.put(new Group("new", "new"), 1L);
    same(counts, model);
  }
}
