package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final Path SAMPLE = Path.of("../../shared/data/sfpd-calls-2018-sample.json");

  @TempDir Path directory;

  @Test
  void publish_eventTimeOrder_isStable() throws IOException {
    String text =
        "["
            + String.join(
                ",",
                SampleCalls.call("late", "23:00"),
                SampleCalls.call("tie 1", "10:00"),
                SampleCalls.call("tie 2", "10:00"),
                SampleCalls.call("early", "00:01"))
            + "]";
    assertThat(Published.run(directory, SampleCalls.bytes(text)).ids())
        .containsExactly("early", "tie 1", "tie 2", "late");
    assertThat(Published.run(directory, SampleCalls.bytes(text), "--order", "file").ids())
        .containsExactly("late", "tie 1", "tie 2", "early");
    assertThat(Published.run(directory, SampleCalls.bytes(text), "--max-records", "2").ids())
        .containsExactly("early", "tie 1");
  }

  /** A file of lines of more than 2 MiB is read by several threads, an array by one. */
  @Test
  void publish_eventTimeOrder_manyLines_sameAsAnArray() throws IOException {
    Random random = new Random(1);
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      String time = "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
      calls.add(SampleCalls.call("call " + i, time));
    }
    String lines = String.join("\n", calls);
    Published expected =
        Published.run(directory, SampleCalls.bytes("[" + String.join(",", calls) + "]"));
    Published published = Published.run(directory, SampleCalls.bytes(lines));
    assertThat(published.exitCode()).isZero();
    assertThat(published.calls()).hasSize(20_000).isEqualTo(expected.calls());

    Published rejected = Published.run(directory, SampleCalls.bytes(lines + "\nno call\n"));
    assertThat(rejected.calls()).isEqualTo(expected.calls());
    assertThat(rejected.rejected()).hasSize(1);
  }

  @Test
  void publish_value_isTheSourceWithoutWhiteSpaceBetweenTokens() throws IOException {
    String pretty =
        "{ \"crime_id\" : \"A\",\r\n\t\"original_crime_type_name\" : \"Traf \\\" Stop\",\n"
            + "  \"call_date_time\":\"2018-12-31T10:00:00.000\",\"extra\":[ 1.50 , true ],"
            + "\"address\":\"Alder Bl\\/divisadero  St é\" }";
    String minified =
        "{\"crime_id\":\"A\",\"original_crime_type_name\":\"Traf \\\" Stop\","
            + "\"call_date_time\":\"2018-12-31T10:00:00.000\",\"extra\":[1.50,true],"
            + "\"address\":\"Alder Bl\\/divisadero  St é\"}";
    for (String text : List.of("[" + pretty + "]", pretty, "\uFEFF [\n" + pretty + "]")) {
      for (String order : List.of("file", "event-time")) {
        assertThat(Published.run(directory, SampleCalls.bytes(text), "--order", order).calls())
            .containsExactly(new Published.Call("A", minified));
      }
    }
  }

  @Test
  void publish_concatenatedObjectsOnALine() throws IOException {
    String text =
        SampleCalls.call("A")
            + SampleCalls.call("B")
            + " "
            + SampleCalls.call("C")
            + "\n\n"
            + SampleCalls.call("D");
    assertThat(Published.run(directory, SampleCalls.bytes(text)).ids())
        .containsExactly("A", "B", "C", "D");
  }

  @Test
  void publish_gzip_concatenatedMembers() throws IOException {
    byte[] first = BadInputTest.gzip(SampleCalls.bytes(SampleCalls.call("B", "11:00") + "\n"));
    byte[] second = BadInputTest.gzip(SampleCalls.bytes(SampleCalls.call("A", "10:00") + "\n"));
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertThat(Published.run(directory, both).ids()).containsExactly("A", "B");
    assertThat(Published.run(directory, both, "--order", "file").ids()).containsExactly("B", "A");
  }

  @Test
  void publish_kaggleCsv() throws IOException {
    String csv =
        "\uFEFFCrime Id,Original Crime Type Name,Report Date,Call Date,Offense Date,Call Time,"
            + "Call Date Time,Disposition,Address,City,State,Agency Id,Address Type,"
            + "Common Location\r\n"
            + "2,Traffic Stop,2018-12-31T00:00:00,2018-12-31T00:00:00.000,x,23:57,"
            + "2018-12-31T23:57:00,ADM,\"Alder, \"\"Bl\"\"\nDivisadero\",,CA,1,, \r\n"
            + "1,Fire,,,,,2018-12-31T23:50:00.000,ADM,,,,,,\r\n";
    String second =
        "{\"crime_id\":\"2\",\"original_crime_type_name\":\"Traffic Stop\","
            + "\"report_date\":\"2018-12-31T00:00:00.000\","
            + "\"call_date\":\"2018-12-31T00:00:00.000\",\"offense_date\":\"x\","
            + "\"call_time\":\"23:57\",\"call_date_time\":\"2018-12-31T23:57:00.000\","
            + "\"disposition\":\"ADM\",\"address\":\"Alder, \\\"Bl\\\"\\u000aDivisadero\","
            + "\"city\":\"\",\"state\":\"CA\",\"agency_id\":\"1\",\"address_type\":\"\","
            + "\"common_location\":\"\"}";
    Published published = Published.run(directory, SampleCalls.bytes(csv));
    assertThat(published.ids()).containsExactly("1", "2");
    assertThat(published.calls().get(1).value()).isEqualTo(second);
  }

  @Test
  void publish_csvWithoutANeededColumn() throws IOException {
    Published published =
        Published.run(directory, SampleCalls.bytes("Crime Id,Call Date Time\n1,2\n"));
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.err())
        .isEqualTo("producer: The CSV header lacks the column original_crime_type_name.\n");
  }

  @Test
  void publish_brokerRefusesARecord_keepsTheFirstFailure() throws IOException {
    Path file =
        Files.write(
            directory.resolve("a.json"), SampleCalls.bytes("[" + SampleCalls.call("A") + "]"));
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producer.sendException = new AuthorizationException("not you");
    Published published = Published.run(producer, file.toString());
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.err())
        .contains(
            "producer: The broker did not accept a record or a commit: User:ANONYMOUS lacks the"
                + " right Write on topic org.sanfrancisco.sfpd.servicecalls.v1: grant it, see"
                + " docs/security.md; the first 0 calls are committed");
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void publish_report() throws IOException {
    Path report = directory.resolve("report.json");
    String text = "[" + SampleCalls.call("A") + ",null,17]";
    Published.run(directory, SampleCalls.bytes(text), "--report", report.toString());
    JsonNode written = new ObjectMapper().readTree(report.toFile());
    List<String> names = new ArrayList<>();
    written.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "program",
            "topic",
            "file",
            "read",
            "published",
            "rejected",
            "rejected_by_reason",
            "elapsed_ms",
            "records_per_second",
            "order",
            "interrupted");
    assertThat(written.get("read").asLong()).isEqualTo(3);
    assertThat(written.get("published").asLong()).isEqualTo(1);
    assertThat(written.get("rejected_by_reason").toString()).isEqualTo("{\"not_an_object\":2}");
    assertThat(written.get("interrupted").asBoolean()).isFalse();
  }

  @Test
  void publish_realSample_everyCallInEventTimeOrder() throws IOException {
    assumeTrue(Files.exists(SAMPLE), "the real sample is not part of the repository");
    JsonNode sample = new ObjectMapper().readTree(SAMPLE.toFile());
    List<JsonNode> expected = new ArrayList<>();
    sample.forEach(expected::add);
    expected.sort(Comparator.comparing(call -> call.get("call_date_time").asText()));
    Published published = Published.run(SAMPLE.toString());
    List<JsonNode> actual = new ArrayList<>();
    for (Published.Call call : published.calls()) {
      actual.add(new ObjectMapper().readTree(call.value()));
    }
    assertThat(actual).isEqualTo(expected);
    String text = Files.readString(SAMPLE);
    assertThat(published.calls()).allMatch(call -> text.contains(call.value()));
  }
}
