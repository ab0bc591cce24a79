package org.sfcrime.streaming.query;

import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.PartitionsAtStart;

/**
 * The query, stage by stage: {@code count(parse(calls))}. {@link TotalsToSinks} joins the radio
 * codes to what comes out.
 */
public final class CrimeCounts {
  /**
   * What {@code Encoders.BINARY()} is too. That finds it out by Scala's reflection, and so does the
   * code between a row and an object with methods, such as a boxed int: to wake Scala's reflection
   * takes a third of a second.
   */
  private static final Encoder<byte[]> BYTES =
      ExpressionEncoder.apply(AgnosticEncoders.BinaryEncoder$.MODULE$);

  private static final int SPARK_HASH_SEED = 42;

  private CrimeCounts() {}

  /**
   * Records to what each task found in its share.
   *
   * @param records of Kafka: partition, offset, value
   * @param radioCodes the codes that are matched
   * @param shufflePartitions over how many tasks the windows are spread
   * @return {@link TaskRow}
   */
  public static Dataset<byte[]> parse(
      Dataset<Row> records, CountRules rules, Set<String> radioCodes, int shufflePartitions) {
    return records
        .select("partition", "offset", "value")
        .mapPartitions(
            new CallsToTaskCounts(rules, radioCodes, bucketKeys(shufflePartitions)), BYTES);
  }

  /**
   * What the tasks found to {@link OutputRow}s: changed totals, and what travels along.
   *
   * @param takesTypes whether the calls by crime type alone do
   */
  public static Dataset<byte[]> count(
      Dataset<byte[]> taskRows, CountRules rules, PartitionsAtStart atStart, boolean takesTypes) {
    return taskRows
        .groupByKey(TaskRow.bucket(), intEncoder())
        .flatMapGroupsWithState(
            new TaskCountsToTotals(rules, atStart, takesTypes),
            OutputMode.Update(),
            BYTES,
            BYTES,
            GroupStateTimeout.NoTimeout());
  }

  /** Scala's Int, which Java sees as an Object and which is an Integer wherever one looks at it. */
  @SuppressWarnings("unchecked")
  private static Encoder<Integer> intEncoder() {
    return (Encoder<Integer>)
        (Encoder<?>) ExpressionEncoder.apply(AgnosticEncoders.PrimitiveIntEncoder$.MODULE$);
  }

  /**
   * For each shuffle partition the smallest key that Spark's hash sends there: one bucket a task.
   */
  public static int[] bucketKeys(int shufflePartitions) {
    int[] keys = new int[shufflePartitions];
    for (int partition = 0; partition < shufflePartitions; partition++) {
      int key = 0;
      while (Math.floorMod(Murmur3_x86_32.hashInt(key, SPARK_HASH_SEED), shufflePartitions)
          != partition) {
        key++;
      }
      keys[partition] = key;
    }
    return keys;
  }
}
