package org.sfcrime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;

/**
 * What a topic of revisions has, read without the code of the pipeline.
 *
 * @param byId the records of each call, in their order
 */
record TopicRevisions(Map<String, List<JsonNode>> byId) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long WINDOW_MILLIS = 600_000;

  static TopicRevisions of(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    Map<String, List<JsonNode>> byId = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      byId.computeIfAbsent(id, key -> new ArrayList<>()).add(JSON.readTree(record.value()));
    }
    return new TopicRevisions(byId);
  }

  long records() {
    return byId.values().stream().mapToLong(List::size).sum();
  }

  long calls() {
    return byId.size();
  }

  /** Returns the time of the last update with the disposition of each record, by call. */
  Map<String, List<String>> updates() {
    Map<String, List<String>> updates = new HashMap<>();
    byId.forEach(
        (id, records) -> updates.put(id, records.stream().map(TopicRevisions::update).toList()));
    return updates;
  }

  private static String update(JsonNode record) {
    String disposition = record.path("disposition").asText().replace("Not recorded", "");
    return record.path("call_last_updated_at").asText() + " " + disposition;
  }

  /** Counts the newest record of each call, and returns the groups in which the counts differ. */
  List<String> differences(List<CountRecord> counts) {
    Map<String, Long> expected = new TreeMap<>();
    for (List<JsonNode> records : byId.values()) {
      expected.merge(group(records.get(records.size() - 1)), 1L, Long::sum);
    }
    Map<String, Long> counted = new TreeMap<>();
    for (CountRecord count : counts) {
      counted.put(group(count.windowStart(), count.first(), count.second()), count.count());
    }
    Set<String> groups = new TreeSet<>(expected.keySet());
    groups.addAll(counted.keySet());
    List<String> found = new ArrayList<>();
    for (String group : groups) {
      Sides.same(
          found,
          group + ": newest revisions",
          expected.getOrDefault(group, 0L),
          "counted",
          counted.getOrDefault(group, 0L));
    }
    return found;
  }

  private static String group(JsonNode call) {
    long millis =
        LocalDateTime.parse(call.required("call_date_time").asText())
            .toInstant(ZoneOffset.UTC)
            .toEpochMilli();
    return group(
        millis - Math.floorMod(millis, WINDOW_MILLIS),
        call.path("original_crime_type_name").asText(),
        call.path("disposition").asText());
  }

  private static String group(long windowStart, String type, String disposition) {
    return "%s, %s, %s".formatted(WallClock.format(windowStart), type, disposition);
  }
}
