package org.sfcrime.streaming.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.sfcrime.streaming.Calls;
import org.sfcrime.streaming.count.BucketCounter;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.BucketState;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.Encoding;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.count.GroupCounts;
import org.sfcrime.streaming.count.OutputRow;
import org.sfcrime.streaming.count.PartitionsAtStart;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.count.TaskRow;
import org.sfcrime.streaming.lookup.GroupBy;
import org.sfcrime.streaming.query.CountModel.GroupKey;
import org.sfcrime.streaming.query.History.Call;
import org.sfcrime.streaming.query.History.Settings;
import org.sfcrime.streaming.query.History.Step;

/**
 * Runs a history through the tasks and buckets of the engine, without Spark, and compares each
 * batch with the model: totals and late calls group by group, the identity term by term, the
 * watermark. The sinks are maps: a repeated batch writes to them a second time.
 */
final class EngineRun {
  private static final GroupBy BY_TYPE_AND_DISPOSITION = JobScript.BY_TYPE_AND_DISPOSITION;

  private final History history;
  private final Settings settings;
  private final CountRules rules;
  private final BucketCounter counter;
  private final int[] keys;

  /** The sinks. */
  private final Map<GroupKey, Long> totals = new TreeMap<>(History.KEY_ORDER);

  /** While older batches are repeated, the sinks have the totals of this one already. */
  private int newestBatch;

  /** Before each batch: the state of each bucket, and the model. */
  private final List<Map<Integer, byte[]>> states = new ArrayList<>();

  private final List<CountModel> models = new ArrayList<>();

  EngineRun(History history) {
    this.history = history;
    this.settings = history.settings();
    rules =
        new CountRules(
            Duration.ofMinutes(settings.window()),
            Duration.ofMinutes(settings.slide()),
            Duration.ofMinutes(settings.delay()),
            Duration.ofMillis(settings.idleMillis()),
            BY_TYPE_AND_DISPOSITION,
            CountRules.Ids.valueOf(settings.ids().name()),
            settings.onlyClosed());
    counter =
        new BucketCounter(
            rules, new PartitionsAtStart(settings.expected(), settings.finished()), true);
    keys = CrimeCounts.bucketKeys(settings.buckets());
  }

  void run() {
    states.add(new HashMap<>());
    models.add(new CountModel(settings));
    for (int batch = 0; batch < history.steps().size(); batch++) {
      run(batch, 0);
      int repeated = Math.min(batch + 1, history.steps().get(batch).repeated());
      for (int again = batch - repeated + 1; again <= batch; again++) {
        run(again, 1);
      }
    }
  }

  private void run(int batch, int attempt) {
    while (states.size() > batch + 1) {
      states.remove(batch + 1);
      models.remove(batch + 1);
    }
    Step step = history.steps().get(batch);
    CountModel model = models.get(batch).copy();
    model.run(step, settings.expected());
    Output output = new Output(batch);
    states.add(output.of(step, new Random(batch * 31L + attempt)));
    models.add(model);
    output.compare(model);
  }

  private final class Output implements OutputRow.Handler<RuntimeException> {
    private final int batch;
    private final Map<GroupKey, Long> written = new TreeMap<>(History.KEY_ORDER);
    private final Map<GroupKey, Long> batchLate = new TreeMap<>(History.KEY_ORDER);
    private final Map<String, Long> types = new TreeMap<>();
    private BucketReport report = BucketReport.NOTHING;
    private long rejected;

    Output(int batch) {
      this.batch = batch;
    }

    /** Returns the new state of each bucket. */
    Map<Integer, byte[]> of(Step step, Random random) {
      Map<Integer, List<byte[]>> byBucket = new TreeMap<>();
      for (List<Row> task : tasks(step, random)) {
        new CallsToTaskCounts(rules, Set.of("HAN", "CIT"), keys)
            .call(task.iterator(), Calls.NOW)
            .forEachRemaining(
                row ->
                    byBucket
                        .computeIfAbsent(TaskRow.bucketKey(row), k -> new ArrayList<>())
                        .add(row));
      }
      Map<Integer, byte[]> after = new HashMap<>();
      byBucket.forEach(
          (bucket, rows) -> {
            Collections.shuffle(rows, random);
            byte[] before = states.get(batch).get(bucket);
            Iterator<byte[]> output =
                counter.count(
                    before == null
                        ? BucketState.empty(rules)
                        : Encoding.decode("state", before, BucketState::readFrom),
                    rows.iterator(),
                    step.millis(),
                    state -> after.put(bucket, Encoding.encode(state::writeTo)));
            output.forEachRemaining(row -> OutputRow.read(row, this));
          });
      return after;
    }

    /** Cuts each partition into consecutive shares, as Spark does with {@code minPartitions}. */
    private List<List<Row>> tasks(Step step, Random random) {
      List<List<Row>> tasks = new ArrayList<>();
      for (int i = 0; i < step.tasks(); i++) {
        tasks.add(new ArrayList<>());
      }
      int task = 0;
      for (Call call : step.calls()) {
        if (task < tasks.size() - 1 && random.nextInt(4) == 0) {
          task++;
        }
        tasks.get(task).add(RowFactory.create(call.partition(), call.offset(), call.value()));
      }
      Collections.shuffle(tasks, random);
      return tasks;
    }

    @Override
    public void totals(long windowStart, GroupCounts calls) {
      calls.forEach((group, n) -> put(written, windowStart, group, n));
    }

    @Override
    public void late(long windowStart, GroupCounts calls) {
      calls.forEach((group, n) -> put(batchLate, windowStart, group, n));
    }

    private void put(Map<GroupKey, Long> counts, long windowStart, Group group, long calls) {
      GroupKey key = new GroupKey(windowStart / 60_000, group.first(), group.second());
      if (counts.put(key, calls) != null) {
        throw new AssertionError(key + " is written twice in batch " + batch);
      }
    }

    @Override
    public void rejected(RejectedRecord record) {
      rejected++;
    }

    @Override
    public void types(GroupCounts calls) {
      calls.forEach((group, n) -> types.merge(group.first(), n, Long::sum));
    }

    @Override
    public void report(BucketReport bucket) {
      report = report.plus(bucket);
    }

    void compare(CountModel model) {
      same("rows", model.batch.list(), list(report.batch()));
      same("rows so far", model.totals.list(), list(report.totals()));
      same("identity", true, report.totals().identityHolds(rules.windowsPerCall()));
      same(
          "watermark",
          model.watermark,
          report.watermark() == Long.MIN_VALUE ? Long.MIN_VALUE : report.watermark() / 60_000);
      same("rejected", model.batch.rejected, rejected);
      same("late", model.late, batchLate);
      same("types", model.batch.counted, types.values().stream().mapToLong(n -> n).sum());
      if (settings.onlyClosed()) {
        same("closed", only(model.counted, key -> model.closed.contains(key.window())), written);
      } else {
        totals.putAll(written);
        newestBatch = Math.max(newestBatch, batch);
        if (batch == newestBatch) {
          same("totals", only(model.counted, key -> true), only(totals, key -> true));
        }
      }
    }

    /** AssertJ's descriptions would take most of the time. */
    private void same(String what, Object expected, Object found) {
      if (!expected.equals(found)) {
        throw new AssertionError(
            "%s of batch %d: expected %s, but was %s".formatted(what, batch, expected, found));
      }
    }
  }

  private static Map<GroupKey, Long> only(
      Map<GroupKey, Long> counts, Function<GroupKey, Boolean> wanted) {
    Map<GroupKey, Long> result = new TreeMap<>(History.KEY_ORDER);
    counts.forEach(
        (key, n) -> {
          if (n != 0 && wanted.apply(key)) {
            result.put(key, n);
          }
        });
    return result;
  }

  /** In the order of {@link CountModel.Terms#list}. */
  private static List<Long> list(RowCounts rows) {
    return List.of(
        rows.read(),
        rows.counted(),
        rows.late(),
        rows.duplicates(),
        rows.replaced(),
        rows.unmatched(),
        rows.rejectedRecords());
  }
}
