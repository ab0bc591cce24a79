package org.sfcrime.streaming.query;

import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.sfcrime.streaming.count.BucketCounter;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.count.OutputRow;
import org.sfcrime.streaming.count.TaskRow;

/** The stages of the query between the source and the sinks: parse, then count. */
public final class CrimeCounts {
  /** The setting for the number of buckets. A checkpoint cannot continue with another number. */
  public static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";

  /**
   * The same as {@code Encoders.BINARY()}, without Scala reflection, which takes a third of a
   * second to start. A conversion between a row and a boxed int would start Scala reflection too.
   */
  private static final Encoder<byte[]> BYTES =
      ExpressionEncoder.apply(AgnosticEncoders.BinaryEncoder$.MODULE$);

  private static final int SPARK_HASH_SEED = 42;

  private CrimeCounts() {}

  /**
   * Parses each record once and counts the calls of each task. Rejected records pass as rows of
   * their own.
   *
   * @param records columns partition, offset, value
   * @param radioCodes the known dispositions
   * @return {@link TaskRow}s, with one bucket of windows for each shuffle partition
   */
  public static Dataset<byte[]> parse(
      Dataset<Row> records, CountRules rules, Set<String> radioCodes) {
    int partitions = Integer.parseInt(records.sparkSession().conf().get(SHUFFLE_PARTITIONS));
    return records
        .select("partition", "offset", "value")
        .mapPartitions(new CallsToTaskCounts(rules, radioCodes, bucketKeys(partitions)), BYTES);
  }

  /**
   * Adds the counts of the tasks to the state of the buckets.
   *
   * @return {@link OutputRow}s
   */
  public static Dataset<byte[]> count(Dataset<byte[]> taskRows, BucketCounter counter) {
    MapFunction<byte[], Integer> bucketKey = TaskRow::bucketKey;
    return taskRows
        .groupByKey(bucketKey, intEncoder())
        .flatMapGroupsWithState(
            new TaskCountsToTotals(counter),
            OutputMode.Update(),
            BYTES,
            BYTES,
            GroupStateTimeout.NoTimeout());
  }

  /** Scala's Int, which is an Integer at run time and an Object to the Java compiler. */
  @SuppressWarnings("unchecked")
  private static Encoder<Integer> intEncoder() {
    return (Encoder<Integer>)
        (Encoder<?>) ExpressionEncoder.apply(AgnosticEncoders.PrimitiveIntEncoder$.MODULE$);
  }

  /**
   * Returns for each shuffle partition the smallest key that Spark hashes to the partition, so that
   * each task gets one bucket.
   */
  static int[] bucketKeys(int shufflePartitions) {
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
