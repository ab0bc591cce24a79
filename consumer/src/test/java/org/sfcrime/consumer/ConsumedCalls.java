package org.sfcrime.consumer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.sfcrime.callrecord.CallReader;

/** Calls and records for the tests. */
public final class ConsumedCalls {
  static final String TOPIC = "calls";
  public static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2019-01-01T00:00:00Z"));

  private ConsumedCalls() {}

  public static String json(String id) {
    return json(id, "San Francisco");
  }

  public static String json(String id, String city) {
    return "{\"crime_id\":\""
        + id
        + "\",\"original_crime_type_name\":\"Traffic Stop\",\"report_date\":\"2018-12-31T00:00:00.000\",\"call_date\":\"2018-12-31T00:00:00.000\",\"offense_date\":\"2018-12-31T00:00:00.000\",\"call_time\":\"23:57\",\"call_date_time\":\"2018-12-31T23:57:00.000\",\"disposition\":\"ADM\",\"address\":\"Alder St\\/buttercup Row\",\"city\":\""
        + city
        + "\",\"state\":\"CA\",\"agency_id\":\"1\",\"address_type\":\"Intersection\",\"common_location\":\"\"}";
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Creates a record whose key is the id of the call, or "x" if the value is not a call. */
  public static ConsumerRecord<byte[], byte[]> record(int partition, long offset, String value) {
    CallReader reader = new CallReader();
    byte[] bytes = bytes(value);
    boolean parsed = reader.parse(bytes, 0, bytes.length) == null;
    return record(
        partition, offset, bytes(parsed ? reader.fields().crimeId().toString() : "x"), bytes);
  }

  public static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, byte[] key, byte[] value) {
    return new ConsumerRecord<>(
        TOPIC,
        partition,
        offset,
        1546300800000L,
        TimestampType.CREATE_TIME,
        key == null ? -1 : key.length,
        value == null ? -1 : value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
