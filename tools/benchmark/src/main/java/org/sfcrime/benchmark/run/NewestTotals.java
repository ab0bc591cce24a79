package org.sfcrime.benchmark.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.processes.TopicRecords;

/**
 * The newest total of each key in a topic of counts.
 *
 * <p>20 million calls have 14 million keys. So the map holds only 64 bits of each key's MD5; with
 * that many keys the probability of a collision is 1 in 100,000.
 */
public final class NewestTotals {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int WINDOW_MINUTES = 10;

  private final Map<Long, Long> totals = new HashMap<>();

  /** The newest totals of a topic of counts. */
  static NewestTotals read(String broker, String topic) {
    NewestTotals totals = new NewestTotals();
    TopicRecords.read(
        broker,
        topic,
        record -> {
          totals.put(record.key(), count(record.value()));
          return true;
        });
    return totals;
  }

  /** The totals that a topic of calls must lead to, with windows of ten minutes. */
  public static NewestTotals ofCalls(String broker, String topic) {
    NewestTotals totals = new NewestTotals();
    TopicRecords.read(
        broker,
        topic,
        record -> {
          byte[] key = countKey(record.value()).getBytes(StandardCharsets.UTF_8);
          totals.totals.merge(hash(key), 1L, Long::sum);
          return true;
        });
    return totals;
  }

  /** The key of a call's count in the topic of counts. */
  public static String countKey(byte[] call) {
    try {
      JsonNode fields = JSON.readTree(call);
      LocalDateTime time = LocalDateTime.parse(fields.required("call_date_time").textValue());
      LocalDateTime start =
          time.truncatedTo(ChronoUnit.MINUTES).minusMinutes(time.getMinute() % WINDOW_MINUTES);
      return JSON.createArrayNode()
          .add(TIME.format(start))
          .add(TIME.format(start.plusMinutes(WINDOW_MINUTES)))
          .add(fields.required("original_crime_type_name"))
          .add(fields.required("disposition"))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException("a call is not a JSON object", e);
    }
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
    totals.put(hash(key), total);
  }

  private static long hash(byte[] key) {
    UUID md5 = UUID.nameUUIDFromBytes(key);
    return md5.getMostSignificantBits() ^ md5.getLeastSignificantBits();
  }

  /** Returns {@link ResultTable#EXACT} if each group has the expected total, else a description. */
  public String compare(NewestTotals expected) {
    Set<Long> groups = new HashSet<>(expected.totals.keySet());
    groups.addAll(totals.keySet());
    long different =
        groups.stream().filter(g -> !Objects.equals(totals.get(g), expected.totals.get(g))).count();
    return different == 0
        ? ResultTable.EXACT
        : "%,d of %,d groups differ".formatted(different, groups.size());
  }

  /** The number of keys. */
  public int size() {
    return totals.size();
  }

  /** The sum of the totals. */
  public long sum() {
    return totals.values().stream().mapToLong(Long::longValue).sum();
  }
}
