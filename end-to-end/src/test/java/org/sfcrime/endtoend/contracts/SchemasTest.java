package org.sfcrime.endtoend.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callrecord.CallField;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.countrecord.CountJson;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.endtoend.harness.Rig;

/** The schemas accept what the writers of the programs write, and refuse other records. */
class SchemasTest {
  private static final Path FORMATS =
      Rig.HOME.root().resolve("lib/call-file/src/test/resources/formats");

  private static final Contract CALL = Contract.of("call.schema.json");
  private static final Contract PUBLISHED = Contract.of("call.schema.json#/$defs/published");
  private static final Contract REJECTED = Contract.of("rejected.schema.json");
  private static final Contract COUNT = Contract.of("count.schema.json");
  private static final Contract LATE = Contract.of("late.schema.json");

  /** The producer does not change records in the form of the topic, also if fields are missing. */
  private static final List<String> LACK_FIELDS =
      List.of("70-gz-second-member-damaged.json.gz", "d2-soda-computed-regions.json");

  private static final CountRecord SEVEN_CALLS =
      new CountRecord(
          WallClock.parse("2018-12-31 23:50:00"),
          WallClock.parse("2019-01-01 00:00:00"),
          "\"Größe\"\n",
          "ADM",
          "Admonished",
          7);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"call", "rejected", "count", "late"})
  void examples_areValid(String name) throws IOException {
    Path file = Contract.FOLDER.resolve(name + ".schema.json");
    JsonNode examples = new ObjectMapper().readTree(file.toFile()).required("examples");
    assertThat(examples).isNotEmpty();
    examples.forEach(Contract.of(name + ".schema.json")::assertAccepts);
  }

  static Stream<Path> callFiles() throws IOException {
    try (Stream<Path> files = Files.list(FORMATS)) {
      // These are no call files.
      return files
          .filter(file -> !file.getFileName().toString().matches("(a3|d5|g3|g8|h1).*"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("callFiles")
  void call_ofEveryLayout(Path file) throws IOException {
    List<JsonNode> calls = calls(file);
    assertThat(calls).isNotEmpty();
    calls.forEach(CALL::assertAccepts);
    if (!LACK_FIELDS.contains(file.getFileName().toString())) {
      calls.forEach(PUBLISHED::assertAccepts);
    }
  }

  @Test
  void call_inTheFormOfTheTopic_mayLackWhatIsNotRead() throws IOException {
    String call =
        """
        {"crime_id":"1","original_crime_type_name":"Fire","call_date_time":"2018-12-31T23:57:00.000",
         "agency_id":1,"disposition":null}
        """;
    List<JsonNode> published = calls(Files.writeString(folder.resolve("call.json"), call));
    assertThat(published).hasSize(1);
    CALL.assertAccepts(published.get(0));
    PUBLISHED.assertRefuses(published.get(0));
  }

  @Test
  void call_needsItsFields() throws IOException {
    JsonNode call = calls(Rig.HOME.sample()).get(0);
    CALL.assertNeeds(call, "crime_id", "original_crime_type_name", "call_date_time");
    String[] all =
        Arrays.stream(CallField.values()).map(CallField::fieldName).toArray(String[]::new);
    PUBLISHED.assertNeeds(call, all);
    for (String time : List.of("2018-12-31 23:57:00", "2018-12-31T23:57:00.000Z", "2018-12-31")) {
      CALL.assertRefuses(
          Contract.json(
              bytes(
                  """
          {"crime_id":"1","original_crime_type_name":"Fire","call_date_time":"%s"}"""
                      .formatted(time))));
    }
  }

  @Test
  void rejected_reasonsAreThoseOfTheCode() throws IOException {
    Path file = Contract.FOLDER.resolve("rejected.schema.json");
    JsonNode reasons = new ObjectMapper().readTree(file.toFile()).at("/properties/reason/enum");
    assertThat(reasons)
        .extracting(JsonNode::textValue)
        .containsExactlyElementsOf(
            Arrays.stream(RejectionReason.values()).map(RejectionReason::code).toList());
    REJECTED.assertNeeds(
        Contract.json(bytes("{\"reason\":\"not_json\",\"source\":\"calls\"}")), "reason", "source");
  }

  @Test
  void count_asTheJobWritesIt() {
    CountJson json = new CountJson(GroupFields.USUAL);
    JsonNode count = Contract.json(json.value(SEVEN_CALLS));
    String[] all = {
      "window_start", "window_end", "crime_type", "disposition", "description", "count"
    };
    COUNT.assertNeeds(count, all);
    LATE.assertNeeds(count, all);
    Contract key = Contract.of("count.schema.json#/$defs/key");
    Contract lateKey = Contract.of("late.schema.json#/$defs/key");
    key.assertAccepts(Contract.json(json.key(SEVEN_CALLS)));
    key.assertRefuses(Contract.json(json.key(SEVEN_CALLS, 12)));
    lateKey.assertAccepts(Contract.json(json.key(SEVEN_CALLS, 12)));
    lateKey.assertRefuses(Contract.json(json.key(SEVEN_CALLS)));
  }

  @Test
  void count_withoutDescriptionAndWithoutCalls() {
    CountRecord none =
        new CountRecord(SEVEN_CALLS.windowStart(), SEVEN_CALLS.windowEnd(), "Fire", "ZZZ", null, 0);
    JsonNode count = Contract.json(new CountJson(GroupFields.USUAL).value(none));
    COUNT.assertAccepts(count);
    LATE.assertRefuses(count);
  }

  static Stream<GroupFields> otherFields() {
    return Stream.of(
        GroupFields.of("address"),
        GroupFields.of("category", "police_district"),
        GroupFields.of("disposition"),
        GroupFields.of("address", "disposition"));
  }

  @ParameterizedTest
  @MethodSource("otherFields")
  void count_ofOtherFields(GroupFields fields) {
    CountJson json = new CountJson(fields);
    JsonNode count = Contract.json(json.value(SEVEN_CALLS));
    COUNT.assertRefuses(count);
    for (String schema : List.of("count.schema.json", "late.schema.json")) {
      Contract grouped = Contract.of(schema + "#/$defs/grouped");
      grouped.assertNeeds(count, "window_start", "window_end", "count");
      grouped.assertAccepts(count);
      grouped.assertRefuses(((ObjectNode) count.deepCopy()).put(fields.first(), 1));
    }
    Contract.of("count.schema.json#/$defs/key").assertAccepts(Contract.json(json.key(SEVEN_CALLS)));
    Contract.of("late.schema.json#/$defs/key")
        .assertAccepts(Contract.json(json.key(SEVEN_CALLS, 0)));
  }

  private static List<JsonNode> calls(Path path) throws IOException {
    Contract key = Contract.of("call.schema.json#/$defs/key");
    List<JsonNode> calls = new ArrayList<>();
    try (CallFile file = CallFile.open(path.toString(), true)) {
      CallCursor cursor = file.calls(InstantSource.system(), Long.MAX_VALUE);
      while (cursor.next()) {
        if (cursor.rejection() == null) {
          calls.add(Contract.json(bytes(cursor.value().toString())));
          key.assertAccepts(new TextNode(cursor.key().toString()));
        }
      }
    }
    return calls;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
