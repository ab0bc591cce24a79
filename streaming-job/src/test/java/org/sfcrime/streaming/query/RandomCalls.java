package org.sfcrime.streaming.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.streaming.Calls;

/**
 * Random calls, different in each run; {@link #toString} names the seed, for the messages of
 * assertions.
 */
public final class RandomCalls {
  static final int PARTITIONS = 3;

  private final long seed = System.nanoTime();
  public final Random random = new Random(seed);

  @Override
  public String toString() {
    return "seed " + seed;
  }

  /**
   * Calls in event-time order, distributed over partitions that are each in order but drift apart.
   */
  public List<Row> ordered(int calls) {
    long[] offsets = new long[PARTITIONS];
    List<Row> records = new ArrayList<>();
    long time = CallDateTime.parse("2018-06-01T00:00:00.000");
    for (int i = 0; i < calls; i++) {
      time += random.nextInt(240_000);
      int partition = random.nextInt(PARTITIONS);
      String type = "Type " + (char) ('A' + random.nextInt(5));
      String code = List.of("HAN", "CIT", "GOA", "Not recorded").get(random.nextInt(4));
      String json = Calls.json(WallClock.format(time).replace(' ', 'T') + ".000", type, code);
      records.add(
          RowFactory.create(
              partition, offsets[partition]++, json.getBytes(StandardCharsets.UTF_8)));
    }
    return records;
  }

  /**
   * Cuts each partition's records into its own random shares, so that partitions drift apart by
   * hours.
   */
  public List<List<Row>> driftingBatches(List<Row> records, int batches) {
    List<List<Row>> result = new ArrayList<>();
    IntStream.range(0, batches).forEach(i -> result.add(new ArrayList<>()));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int p = partition;
      List<Row> own = records.stream().filter(row -> row.getInt(0) == p).toList();
      int[] cuts =
          IntStream.concat(IntStream.of(0, own.size()), random.ints(batches - 1L, 1, own.size()))
              .sorted()
              .toArray();
      for (int batch = 0; batch < batches; batch++) {
        result.get(batch).addAll(own.subList(cuts[batch], cuts[batch + 1]));
      }
    }
    return result;
  }

  /** The result of a plain batch count of the accepted calls. */
  static Map<String, Long> plainCount(List<Row> records) {
    CallReader reader = new CallReader();
    Map<String, Long> counts = new TreeMap<>();
    for (Row record : records) {
      if (reader.read(record.getAs(2), Calls.NOW) == null) {
        long start = Math.floorDiv(reader.eventTimeMillis(), 600_000L) * 600_000L;
        counts.merge(
            key(
                WallClock.format(start),
                reader.fields().crimeType().toString(),
                reader.fields().disposition().toString()),
            1L,
            Long::sum);
      }
    }
    return counts;
  }

  static String key(String windowStart, String crimeType, String disposition) {
    return windowStart + "|" + crimeType + "|" + disposition;
  }
}
