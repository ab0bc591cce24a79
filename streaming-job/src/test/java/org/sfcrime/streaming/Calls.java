package org.sfcrime.streaming;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.sfcrime.callrecord.CallDateTime;

/** Records for tests, as the Kafka source would deliver them. */
public final class Calls {
  /** A batch's time: long after every call of the tests. */
  public static final long NOW = CallDateTime.parse("2019-06-01T00:00:00.000");

  private Calls() {}

  public static String json(String callDateTime, String crimeType, String disposition) {
    return "{\"crime_id\":\"1\",\"original_crime_type_name\":\"%s\",\"call_date_time\":\"%s\",\"disposition\":\"%s\"}"
        .formatted(crimeType, callDateTime, disposition);
  }

  /** A call of 2018-12-31 at a time of day such as {@code 23:50}. */
  public static Row call(
      int partition, long offset, String time, String crimeType, String disposition) {
    return record(
        partition, offset, json("2018-12-31T%s:00.000".formatted(time), crimeType, disposition));
  }

  /** The same call under another id. */
  public static Row withId(String id, Row call) {
    String json = new String(call.<byte[]>getAs(2), StandardCharsets.UTF_8);
    return record(
        call.getInt(0),
        call.getLong(1),
        json.replace("\"crime_id\":\"1\"", "\"crime_id\":\"%s\"".formatted(id)));
  }

  public static Row record(int partition, long offset, String value) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    return RowFactory.create(partition, offset, bytes);
  }
}
