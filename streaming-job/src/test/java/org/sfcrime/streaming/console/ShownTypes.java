package org.sfcrime.streaming.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.streaming.count.BatchSummary;
import org.sfcrime.streaming.count.BucketReport;

/** What a user would see of the crime types. */
public final class ShownTypes implements BatchDisplay {
  private final TypeTotals types = new TypeTotals();

  public Map<String, Long> byType() {
    return types.first(Integer.MAX_VALUE).stream()
        .collect(Collectors.toMap(TypeTotals.Type::name, TypeTotals.Type::calls));
  }

  public long calls() {
    return types.calls();
  }

  @Override
  public int top() {
    return 5;
  }

  @Override
  public Optional<TypeTotals> typeTotals() {
    return Optional.of(types);
  }

  @Override
  public void show(long batchId, BatchSummary summary) {
    assertThat(summary.first()).hasSizeLessThanOrEqualTo(2 * top());
    types.add(summary.types());
  }

  @Override
  public void progress(StreamingQueryProgress progress, BucketReport report) {
    // not what is looked at here
  }
}
