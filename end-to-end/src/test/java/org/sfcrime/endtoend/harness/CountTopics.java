package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.endtoend.harness.CountsCsv.Row;
import org.sfcrime.processes.TopicRecords;

/** Reads the compacted topics of counts and of late calls, without the product's code. */
public final class CountTopics {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEY_WORDS = 4;

  private CountTopics() {}

  /** The newest count of each key, in the order of the counts file. */
  public static List<Row> counts(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, byte[]> record : TopicRecords.newest(records).entrySet()) {
      rows.add(row(record, KEY_WORDS));
    }
    rows.sort(Oracle.FILE_ORDER);
    return rows;
  }

  /** The sum of the late calls of all batches, in the order of the counts file. */
  public static List<Row> late(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    Map<String, Row> sums = new TreeMap<>();
    for (Map.Entry<String, byte[]> record : TopicRecords.newest(records).entrySet()) {
      Row row = row(record, KEY_WORDS + 1);
      sums.merge(
          Promise.key(row), row, (one, other) -> Promise.with(one, one.count() + other.count()));
    }
    return sums.values().stream().sorted(Oracle.FILE_ORDER).toList();
  }

  private static Row row(Map.Entry<String, byte[]> record, int keyWords) throws IOException {
    JsonNode key = JSON.readTree(record.getKey());
    JsonNode value = JSON.readTree(new String(record.getValue(), StandardCharsets.UTF_8));
    Row row =
        new Row(
            value.required("window_start").textValue(),
            value.required("window_end").textValue(),
            value.required("crime_type").textValue(),
            value.required("disposition").textValue(),
            value.required("description").asText(""),
            value.required("count").longValue());
    assertThat(key).as("key of %s", value).hasSize(keyWords);
    assertThat(List.of(key.get(0), key.get(1), key.get(2), key.get(3)))
        .extracting(JsonNode::textValue)
        .containsExactly(row.windowStart(), row.windowEnd(), row.crimeType(), row.disposition());
    return row;
  }
}
