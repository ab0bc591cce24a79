package org.sfcrime.streaming.query;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.RejectedRecord;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.sink.Sink;

/**
 * The named outputs of the query and where each of them goes. The tasks that compute the outputs
 * also write them, so Spark sends this object to the tasks.
 */
public final class QueryOutputs implements Serializable {
  private static final long serialVersionUID = 1L;

  final Sink sinks;
  final CountRules rules;
  private Map<String, String> descriptions = Map.of();
  Output<CountRecord> counts = (writer, count) -> {};
  Output<CountRecord> late = (writer, count) -> {};
  Output<RejectedRecord> rejected = (writer, record) -> {};
  int shownCounts;

  /** Writes a value of an output. */
  public interface Output<T> extends Serializable {
    void write(Sink.Writer writer, T value) throws IOException;
  }

  private QueryOutputs(Sink sinks, CountRules rules) {
    this.sinks = sinks;
    this.rules = rules;
  }

  public static QueryOutputs to(Sink sinks, CountRules rules) {
    return new QueryOutputs(sinks, rules);
  }

  /** Left join: every count gets the description of its disposition, or null. */
  public QueryOutputs join(RadioCodes radioCodes) {
    descriptions = Map.copyOf(radioCodes.descriptions());
    return this;
  }

  /** The newest totals of the groups that changed. */
  public QueryOutputs counts(Output<CountRecord> output) {
    counts = output;
    return this;
  }

  /** The late calls of a batch by group. */
  public QueryOutputs late(Output<CountRecord> output) {
    late = output;
    return this;
  }

  public QueryOutputs rejected(Output<RejectedRecord> output) {
    rejected = output;
    return this;
  }

  /** Returns the first counts of each batch to the driver, for the console. */
  public QueryOutputs show(int most) {
    shownCounts = most;
    return this;
  }

  String description(String disposition) {
    return descriptions.get(disposition);
  }
}
