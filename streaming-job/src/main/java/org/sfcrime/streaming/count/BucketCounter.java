package org.sfcrime.streaming.count;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * One batch of one bucket of windows: adds up what the tasks counted, tells the late from the
 * counted, and closes windows.
 *
 * <p>Used in this order: {@link #add} for each task, {@link #count} for each window of {@link
 * #windows}, {@link #finish}, then {@link #state} and {@link #report}. A call is late if its window
 * had closed before this batch; the order of the calls within the batch does not matter.
 */
public final class BucketCounter {
  /** Receives counts, a window at a time. */
  public interface Output {
    /** The newest totals of a window's groups. */
    void totals(long windowStart, GroupCounts totals);

    /** Late calls of this batch, of one window. */
    void late(long windowStart, GroupCounts calls);
  }

  private final CountRules rules;
  private final BucketState state;
  private final Output output;
  private final Windows incoming = new Windows();
  private final Map<Long, CallsById> incomingById = new TreeMap<>();
  private final Map<Integer, PartitionOffsets> partitions = new TreeMap<>();
  private final long watermarkBefore;
  private final GroupCounts types;
  private RowCounts tally = RowCounts.ZERO;
  private boolean tellsPartitions;

  /** Starts from the state that the batch before left. */
  public BucketCounter(BucketState state, CountRules rules, Output output) {
    this(state, rules, output, false);
  }

  /** The same; {@code takesTypes} if {@link #types} is asked for. */
  public BucketCounter(BucketState state, CountRules rules, Output output, boolean takesTypes) {
    this.types = takesTypes ? new GroupCounts() : null;
    this.rules = rules;
    this.state = state;
    this.output = output;
    this.watermarkBefore = state.clocks().watermark();
  }

  public void add(TaskCounts counts) {
    counts
        .partitions()
        .forEach((partition, read) -> partitions.merge(partition, read, PartitionOffsets::plus));
    tellsPartitions |= counts.tally().read() > 0;
    tally = tally.plus(counts.tally());
    incoming.addAll(counts.windows());
    counts
        .byId()
        .forEach(
            (start, calls) ->
                incomingById.computeIfAbsent(start, s -> new CallsById()).addAll(calls));
  }

  /** The windows that this batch has calls of; asked for once all tasks' counts are in. */
  public NavigableMap<Long, GroupCounts> windows() {
    incomingById.forEach(this::leaveOutDuplicates);
    incomingById.clear();
    return Collections.unmodifiableNavigableMap(incoming.byStart());
  }

  /** What a closed window had is forgotten: its calls are late, the same ones again among them. */
  private void leaveOutDuplicates(long windowStart, CallsById calls) {
    Set<String> seen =
        rules.isClosed(windowStart, watermarkBefore)
            ? new HashSet<>()
            : state.seen().at(windowStart);
    incoming.at(windowStart).addAll(calls.countNew(seen));
    tally = tally.plus(RowCounts.ofDuplicates(calls.duplicates()));
  }

  /** Counts a window's calls, or finds them late. */
  public void count(long windowStart, GroupCounts calls) {
    if (rules.isClosed(windowStart, watermarkBefore)) {
      tally = tally.plus(RowCounts.ofLate(calls.calls()));
      output.late(windowStart, calls);
      return;
    }
    tally = tally.plus(RowCounts.ofCounted(calls));
    if (types != null) {
      types.addTypes(calls);
    }
    GroupCounts window = state.open().at(windowStart);
    GroupCounts totals = window.addAllToTotals(calls);
    if (!rules.onlyClosed()) {
      output.totals(windowStart, totals);
    }
  }

  /** Moves the watermark and closes the windows that it has passed. */
  public void finish(long nowMillis, PartitionsAtStart atStart) {
    state.clocks().advance(nowMillis, partitions, atStart, rules);
    NavigableMap<Long, GroupCounts> open = state.open().byStart();
    while (!open.isEmpty() && rules.isClosed(open.firstKey(), state.clocks().watermark())) {
      Map.Entry<Long, GroupCounts> closed = state.open().removeFirst();
      state.seen().forget(closed.getKey());
      if (rules.onlyClosed()) {
        output.totals(closed.getKey(), closed.getValue());
      }
    }
  }

  /** What this batch counted, by crime type alone; null unless it was to be told. */
  public GroupCounts types() {
    return types;
  }

  public BucketState state() {
    return new BucketState(state.clocks(), state.open(), state.seen(), state.totals().plus(tally));
  }

  public BucketReport report() {
    return new BucketReport(
        tally,
        state.totals().plus(tally),
        tellsPartitions ? partitions : Map.of(),
        state.clocks().watermark(),
        state.open().byStart().size(),
        state.open().groups());
  }
}
