package org.sfcrime.endtoend.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.CountTopics;
import org.sfcrime.endtoend.harness.CountsCsv;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.Postgres;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Shell;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * One run of the programs that writes to all topics, with their default names. The contracts hold
 * for its records, and the examples of {@code docs/use-the-counts.md} give its counts.
 */
class UseTheCountsTest {
  private static final String COUNTS_TOPIC = "org.sanfrancisco.sfpd.crimecounts.v1";

  /** A call that is late, because the others are newer, and two rejected records. */
  private static final String LATE_AND_REJECTED =
      """
      {"crime_id":"1","original_crime_type_name":"Fire","call_date_time":"2010-01-01T10:00:00.000","disposition":"HAN"}
      {"crime_id":"2","original_crime_type_name":"Fire","call_date_time":"2018-12-31"}
      {"crime_id":
      """;

  /** A record of a program that does not keep the contract. */
  private static final String FOREIGN = "no JSON";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;
  @AutoClose private static Postgres postgres;
  private static Path parquet;
  private static List<CountsCsv.Row> counts;

  @BeforeAll
  static void countCalls() throws IOException, InterruptedException, ExecutionException {
    rig = Rig.start(folder);
    postgres = Postgres.start(folder.resolve("postgres"));
    parquet = folder.resolve("counts");
    Programs programs = rig.at(Programs.TOPIC);
    rig.publish(programs, Rig.HOME.sample());
    rig.publish(programs, Files.writeString(folder.resolve("more.ndjson"), LATE_AND_REJECTED));
    Map<String, Object> client = Map.of("bootstrap.servers", rig.broker().address());
    try (KafkaProducer<byte[], byte[]> other =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      other.send(new ProducerRecord<>(Programs.TOPIC, bytes(FOREIGN))).get();
    }
    List<String> flags = new ArrayList<>(postgres.sinkFlags());
    flags.addAll(List.of("--sink", "kafka", "--sink", "parquet", "--parquet-dir", "" + parquet));
    flags.addAll(List.of("--output-mode", "append", "--trigger", "available-now"));
    flags.addAll(List.of("--max-offsets-per-trigger", "20000"));
    ProgramEnd.assertExits(rig.start(programs.job(flags)), 0);
    counts = CountTopics.counts(rig.records(COUNTS_TOPIC));
    assertThat(counts).isNotEmpty();
  }

  @Test
  void records_ofAllTopics_areAsTheContractsSay() throws Exception {
    JsonNode api =
        new ObjectMapper(new YAMLFactory())
            .readTree(Contract.FOLDER.resolve("asyncapi.yaml").toFile());
    assertThat(api.required("channels")).hasSize(4);
    for (JsonNode channel : api.required("channels")) {
      String topic = channel.required("address").textValue();
      JsonNode policy = channel.at("/bindings/kafka/topicConfiguration/cleanup.policy");
      assertThat(policy).as(topic).hasSize(1);
      assertThat(cleanupPolicy(topic)).as(topic).isEqualTo(policy.get(0).textValue());
      assertThat(channel.required("messages")).hasSize(1);
      String message = ref(channel.required("messages").elements().next());
      assertRecords(topic, api.at(message.substring(1)));
    }
  }

  private static void assertRecords(String topic, JsonNode message) {
    Contract key = Contract.of(ref(message.at("/bindings/kafka/key")));
    List<ConsumerRecord<byte[], byte[]>> records = rig.records(topic);
    assertThat(records).as(topic).isNotEmpty();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (message.has("payload") && !FOREIGN.equals(text(record.value()))) {
        Contract.of(ref(message.required("payload"))).assertAccepts(Contract.json(record.value()));
      }
      if (message.has("headers")) {
        Contract.of(ref(message.required("headers"))).assertAccepts(headers(record));
      }
      if (record.key() != null) {
        String text = text(record.key());
        key.assertAccepts(text.startsWith("[") ? Contract.json(record.key()) : new TextNode(text));
      }
    }
  }

  private static ObjectNode headers(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    for (Header header : record.headers()) {
      headers.put(header.key(), text(header.value()));
    }
    return headers;
  }

  private static String ref(JsonNode reference) {
    return reference.required("$ref").textValue();
  }

  private static String cleanupPolicy(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.broker().address()))) {
      Map<ConfigResource, Config> configs = admin.describeConfigs(List.of(resource)).all().get();
      return configs.get(resource).get("cleanup.policy").value();
    }
  }

  @Test
  void postgres() throws SQLException {
    List<String> queries = UseTheCountsPage.blocks("## PostgreSQL", "sql");
    assertThat(queries).hasSize(2);
    try (Connection connection = postgres.connect()) {
      assertThat(rows(connection, queries.get(0))).isEqualTo(mostFrequentTypes());
      long calls =
          rows(connection, queries.get(1)).stream()
              .mapToLong(row -> Long.parseLong(row.get(1)))
              .sum();
      assertThat(calls).isEqualTo(counts.stream().mapToLong(CountsCsv.Row::count).sum());
    }
  }

  @Test
  void parquet_withDuckDb() throws SQLException {
    String query = UseTheCountsPage.blocks("## Parquet, with DuckDB", "sql").get(0);
    assertThat(query).contains("'counts/");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(rows(duckDb, query.replace("'counts/", "'" + parquet + "/")))
          .isEqualTo(mostFrequentTypes());
    }
  }

  @Test
  void consumer_ofTheCountsTopic() throws IOException, InterruptedException {
    String line = UseTheCountsPage.blocks("## A consumer of the counts topic", "").get(0).strip();
    List<String> words =
        List.of(
            line.replace("'", "").replace("localhost:9092", rig.broker().address()).split(" ", -1));
    assertThat(words.get(0)).isEqualTo("java");
    List<String> command = new ArrayList<>(words);
    command.set(0, Shell.jdkProgram("java"));
    command.replaceAll(UseTheCountsTest::inTheRepository);
    List<String> printed = new ArrayList<>();
    StartedProcess program =
        rig.start(
            new StartedProcess.Command(
                "newest-counts", command, Map.of(), folder.resolve("newest-counts.log")),
            printed::add);
    ProgramEnd.assertExits(program, 0);
    assertThat(printed).isEqualTo(callsByDisposition(counts));
  }

  /** The page shows the output for the whole sample; this run's last windows are still open. */
  @Test
  void consumer_outputOnThePage() throws IOException {
    List<String> expected =
        callsByDisposition(new Oracle(Rig.RADIO_CODES, Rig.HOME.sample()).rows());
    String shown = UseTheCountsPage.blocks("## A consumer of the counts topic", "text").get(0);
    assertThat(expected).startsWith(shown.strip().split("\n"));
    assertThat(UseTheCountsPage.text())
        .contains("the output has %d lines".formatted(expected.size()));
  }

  private static List<String> callsByDisposition(List<CountsCsv.Row> rows) {
    Map<String, Long> calls =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    CountsCsv.Row::disposition,
                    TreeMap::new,
                    Collectors.summingLong(CountsCsv.Row::count)));
    return calls.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue()).toList();
  }

  private static String inTheRepository(String word) {
    return word.startsWith("consumer/") || word.startsWith("docs/")
        ? Rig.HOME.root() + "/" + word
        : word;
  }

  private static List<List<String>> mostFrequentTypes() {
    Map<String, Long> calls =
        counts.stream()
            .collect(
                Collectors.groupingBy(
                    CountsCsv.Row::crimeType, Collectors.summingLong(CountsCsv.Row::count)));
    return calls.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Long> type) -> -type.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(10)
        .map(type -> List.of(type.getKey(), type.getValue().toString()))
        .toList();
  }

  private static List<List<String>> rows(Connection connection, String query) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      while (found.next()) {
        rows.add(List.of(found.getString(1), found.getString(2)));
      }
    }
    return rows;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
