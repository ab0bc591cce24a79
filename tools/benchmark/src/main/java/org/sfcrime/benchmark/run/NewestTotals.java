package org.sfcrime.benchmark.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.sfcrime.processes.TopicRecords;

/**
 * The newest total of each key in a topic of counts.
 *
 * <p>20 million calls have 14 million keys. So the map holds only 64 bits of each key's MD5; with
 * that many keys the probability of a collision is 1 in 100,000.
 */
public final class NewestTotals {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Long, Long> totals = new HashMap<>();

  /** The sum of the newest totals of a topic. */
  static long sum(String broker, String topic) {
    NewestTotals totals = new NewestTotals();
    TopicRecords.read(
        broker,
        topic,
        record -> {
          totals.put(record.key(), count(record.value()));
          return true;
        });
    return totals.sum();
  }

  /** The total in the value of a count record. */
  public static long count(byte[] value) {
    try {
      return JSON.readTree(value).required("count").longValue();
    } catch (IOException e) {
      throw new UncheckedIOException("a count is not a JSON object", e);
    }
  }

  void put(byte[] key, long total) {
    UUID md5 = UUID.nameUUIDFromBytes(key);
    totals.put(md5.getMostSignificantBits() ^ md5.getLeastSignificantBits(), total);
  }

  long sum() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }
}
