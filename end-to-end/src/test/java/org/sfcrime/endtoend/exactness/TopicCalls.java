package org.sfcrime.endtoend.exactness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.endtoend.harness.CountsCsv;

/**
 * The calls of a topic by their position, for {@link WatermarkModel}.
 *
 * @param byPartition for each partition, its calls by offset
 */
record TopicCalls(Map<Integer, NavigableMap<Long, Call>> byPartition) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The event time of a call and the key under which it is counted. */
  record Call(LocalDateTime time, CountKey key) {
    private static Call of(byte[] value) throws IOException {
      JsonNode json = JSON.readTree(value);
      LocalDateTime time = LocalDateTime.parse(json.required("call_date_time").textValue());
      LocalDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
      return new Call(
          time,
          new CountKey(
              minute.minusMinutes(minute.getMinute() % 10),
              json.required("original_crime_type_name").textValue(),
              json.required("disposition").textValue()));
    }
  }

  /** The key of a count. */
  record CountKey(LocalDateTime windowStart, String crimeType, String disposition) {
    static CountKey of(CountsCsv.Row row) {
      LocalDateTime start = LocalDateTime.parse(row.windowStart().replace(' ', 'T'));
      return new CountKey(start, row.crimeType(), row.disposition());
    }
  }

  /** Reads the records of a topic; every record must be a call. */
  static TopicCalls of(Collection<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    Map<Integer, NavigableMap<Long, Call>> calls = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      calls
          .computeIfAbsent(record.partition(), partition -> new TreeMap<>())
          .put(record.offset(), Call.of(record.value()));
    }
    return new TopicCalls(calls);
  }
}
