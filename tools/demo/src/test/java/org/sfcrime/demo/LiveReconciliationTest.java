package org.sfcrime.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.demo.LiveReconciliation.ServedSide;

class LiveReconciliationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AGREEING =
      "served=3 differing=0 onTopic=3 read=3 counted=2 replaced=1 calls=2 dead=0 onPage=2";

  @TempDir private Path folder;

  /** Returns the sides of three revisions of two calls, with some numbers changed. */
  private static LiveReconciliation sides(String changes) throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    for (String number : (AGREEING + " " + changes).strip().split(" ", -1)) {
      numbers.put(number.split("=", -1)[0], Long.parseLong(number.split("=", -1)[1]));
    }
    String producer = "{\"published\": 3, \"polls\": 2, \"new_calls\": 2, \"changed_calls\": 1}";
    return new LiveReconciliation(
        new ServedSide(numbers.get("served"), numbers.get("differing")),
        JSON.readTree(producer),
        numbers.get("onTopic"),
        JSON.valueToTree(numbers),
        List.of(),
        numbers.get("calls"),
        numbers.get("dead"),
        new PageSide(true, OptionalLong.of(numbers.get("onPage"))));
  }

  @Test
  void agrees_withAndWithoutTheServedSide() throws IOException {
    LiveReconciliation sides = sides("");
    assertThat(sides.differences()).isEmpty();
    LiveReconciliation ofARealFeed =
        new LiveReconciliation(
            null, sides.producer(), 3, sides.job(), List.of(), 2, 0, sides.page());
    assertThat(ofARealFeed.agrees()).isTrue();
    assertThat(JSON.readTree(ofARealFeed.toJson()).has("served")).isFalse();
  }

  @Test
  void differences_nothingPublished() throws IOException {
    LiveReconciliation sides =
        new LiveReconciliation(
            null,
            JSON.readTree("{}"),
            0,
            JSON.readTree("{}"),
            List.of(),
            0,
            0,
            new PageSide(false, OptionalLong.empty()));
    assertThat(sides.differences()).containsExactly("nothing was published");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "served=4 | served: 4, but published: 3",
        "differing=1 | calls with other revisions than served: 1, but expected: 0",
        "onTopic=4 | published: 3, but on the topic: 4",
        "read=2 counted=1 calls=1 onPage=1 | published: 3, but read by the job: 2",
        "replaced=0 | read by the job: 3, but counted + late + rejected + replaced: 2",
        "counted=3 replaced=0 onPage=3 | calls on the topic: 2, but counted: 3",
        "dead=1 | rejected by producer and job: 0, but dead letters: 1",
        "onPage=1 | counted: 2, but on the page: 1",
      })
  void differences_eachSide(String changes, String difference) throws IOException {
    assertThat(sides(changes).differences()).containsExactly(difference);
  }

  /** The first poll has two pages, the second has failed, the fourth was not published. */
  @Test
  void served_revisionsOfThePublishedPolls() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("served.jsonl"),
            """
            {"rows":[["1","8:00",""]],"more":true,"refresh":0,"poll":1}
            {"rows":[["2","8:00",""]],"more":false,"refresh":0,"poll":1}
            {"rows":[["1","8:04","HAN"]],"more":true,"refresh":1,"poll":2}
            {"rows":[["1","8:05","CAN"],["2","8:00",""]],"more":false,"refresh":1,"poll":3}
            {"rows":[["1","8:00",""],["2","8:00",""]],"more":false,"refresh":2,"poll":4}
            """);
    TopicRevisions topic =
        topic(call("1", "8:00", "Not recorded"), call("1", "8:05", "CAN"), call("2", "8:00", ""));
    assertThat(ServedSide.of(log, 2, topic)).isEqualTo(new ServedSide(3, 0));
    assertThat(ServedSide.of(log, 3, topic)).isEqualTo(new ServedSide(4, 1));
    assertThat(ServedSide.of(log, 2, topic(call("1", "8:00", ""), call("3", "8:00", ""))))
        .isEqualTo(new ServedSide(3, 3));
  }

  @Test
  void differences_newestRevisionsGroupByGroup() throws IOException {
    TopicRevisions topic = topic(call("1", "8:00", "ADM"), call("1", "8:05", "CAN"));
    assertThat(topic.calls()).isEqualTo(1);
    assertThat(topic.records()).isEqualTo(2);
    assertThat(topic.differences(List.of(count("CAN")))).isEmpty();
    assertThat(topic.differences(List.of(count("ADM"), count("CAN"))))
        .containsExactly("2026-01-01 07:50:00, Stop, ADM: newest revisions: 0, but counted: 1");
  }

  private static CountRecord count(String disposition) {
    long start = WallClock.parse("2026-01-01 07:50:00");
    return new CountRecord(start, start + 600_000, "Stop", disposition, null, 1);
  }

  private static JsonNode call(String id, String updated, String disposition) {
    return JSON.createObjectNode()
        .put("crime_id", id)
        .put("original_crime_type_name", "Stop")
        .put("call_date_time", "2026-01-01T07:59:00.000")
        .put("call_last_updated_at", updated)
        .put("disposition", disposition);
  }

  private static TopicRevisions topic(JsonNode... calls) throws IOException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (JsonNode call : calls) {
      records.add(
          new ConsumerRecord<>(
              "calls",
              0,
              records.size(),
              call.get("crime_id").asText().getBytes(StandardCharsets.UTF_8),
              JSON.writeValueAsBytes(call)));
    }
    return TopicRevisions.of(records);
  }
}
