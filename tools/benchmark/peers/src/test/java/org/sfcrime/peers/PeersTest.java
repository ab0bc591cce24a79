package org.sfcrime.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both programs count the same calls, and write the records that the streaming job writes. */
class PeersTest {
  private static final int CALLS = 600;
  private static final List<String> TYPES = List.of("Traffic Stop", "\\\"Noise\\\" / Déjà");
  private static final List<String> DISPOSITIONS = List.of("ADM", "GEN", "HAN");

  @TempDir private Path folder;
  private Peer peer;

  @BeforeEach
  void radioCodes() throws IOException {
    Path codes = folder.resolve("codes.json");
    Files.writeString(
        codes,
        """
        [{"disposition_code":"ADM","description":"Admonished"},
         {"disposition_code":"HAN","description":"Handled"}]""");
    peer = new Peer("unused:9092", "calls", "counts", codes.toFile(), folder, CALLS);
  }

  /** Ten calls a minute, in the last hour of a year. */
  private static List<byte[]> calls() {
    List<byte[]> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(call(i, "2018-12-31T23:%02d:00.000".formatted(i / 10)));
    }
    return calls;
  }

  private static byte[] call(int i, String time) {
    return """
        {"crime_id":"%d","original_crime_type_name":"%s","call_date_time":"%s","disposition":"%s",
         "more":{"disposition":"no"}}"""
        .formatted(i, TYPES.get(i % 2), time, DISPOSITIONS.get(i % 3))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** 6 windows, 2 types and 3 dispositions share 600 calls, not equally. */
  private static Map<String, String> expected() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < CALLS; i++) {
      counts.merge("%d %d %d".formatted(i / 100, i % 2, i % 3), 1, Integer::sum);
    }
    Map<String, String> records = new TreeMap<>();
    counts.forEach(
        (group, count) -> {
          int window = group.charAt(0) - '0';
          String start = "2018-12-31 23:%d0:00".formatted(window);
          String end =
              window == 5 ? "2019-01-01 00:00:00" : "2018-12-31 23:%d0:00".formatted(window + 1);
          String type = TYPES.get(group.charAt(2) - '0');
          String code = DISPOSITIONS.get(group.charAt(4) - '0');
          String description =
              switch (code) {
                case "ADM" -> "\"Admonished\"";
                case "HAN" -> "\"Handled\"";
                default -> "null";
              };
          records.put(
              "[\"%s\",\"%s\",\"%s\",\"%s\"]".formatted(start, end, type, code),
              "{\"window_start\":\"%s\",\"window_end\":\"%s\",\"crime_type\":\"%s\",\"disposition\":\"%s\",\"description\":%s,\"count\":%d}"
                  .formatted(start, end, type, code, description, count));
        });
    assertThat(records).hasSize(36);
    return records;
  }

  @Test
  void flink_countsEachGroup() throws Exception {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(2);
    CountJson json = new CountJson(CountJson.radioCodes(peer.radioCodes()));
    DataStream<Call> calls =
        flink
            .fromData(calls(), PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
            .map(Call::parse)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Call>forBoundedOutOfOrderness(Peer.WATERMARK_DELAY)
                    .withTimestampAssigner((call, before) -> call.timeMillis()));
    DataStream<String> lines =
        FlinkPeer.counts(calls)
            .map(
                count ->
                    text(json.key(count.group(), count.windowStart()))
                        + '\t'
                        + text(json.value(count.group(), count.windowStart(), count.calls())));
    Map<String, String> counted = new TreeMap<>();
    for (String line : lines.executeAndCollect(CALLS)) {
      String[] record = line.split("\t", -1);
      assertThat(counted.put(record[0], record[1])).as(record[0]).isNull();
    }
    assertThat(counted).isEqualTo(expected());
  }

  @Test
  void kafkaStreams_newestCountOfEachGroup() throws IOException {
    Map<String, String> newest = new TreeMap<>();
    try (TopologyTestDriver driver =
        new TopologyTestDriver(StreamsPeer.topology(peer), StreamsPeer.settings(peer))) {
      var input =
          driver.createInputTopic("calls", new ByteArraySerializer(), new ByteArraySerializer());
      calls().forEach(call -> input.pipeInput(new byte[0], call));
      driver
          .createOutputTopic("counts", new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readKeyValuesToList()
          .forEach(record -> newest.put(text(record.key), text(record.value)));
    }
    assertThat(newest).isEqualTo(expected());
  }

  @Test
  void parse_callThatTheJobWouldReject_fails() {
    assertThatThrownBy(() -> Call.parse(call(1, "1999-12-31T23:59:00.000")))
        .hasMessage("not an acceptable call: id 1, time 1999-12-31T23:59:00.000");
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
