package org.sfcrime.generatecalls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** The same calls in each layout, read by Jackson and Commons CSV. */
class LayoutTest {
  private static final String CALLS = "--calls 1000 --days 2 --seed 4";
  private static final String DISPATCHED = CALLS + " --layout dispatched-calls";

  /** The header of DataSF's CSV export of 2zdj-bwza. */
  private static final String DISPATCHED_HEADER =
      """
      cad_number,dup_cad_number,pd_incident_report,received_datetime,entry_datetime,\
      dispatch_datetime,enroute_datetime,onscene_datetime,close_datetime,call_type_original,\
      call_type_original_desc,call_type_original_notes,call_type_final,call_type_final_desc,\
      call_type_final_notes,priority_original,priority_final,agency,disposition,onview_flag,\
      sensitive_call,intersection_name,intersection_id,intersection_point,supervisor_district,\
      analysis_neighborhood,police_district,data_as_of,data_updated_at,data_loaded_at,\
      source_filename""";

  private static List<CSVRecord> csv(String options) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    GeneratorRun run = GeneratorRun.by(options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (CSVParser parser = CSVParser.parse(run.out(), format)) {
      return parser.getRecords();
    }
  }

  private static LocalDateTime time(String text, String pattern) {
    return LocalDateTime.parse(text, DateTimeFormatter.ofPattern(pattern, Locale.US));
  }

  @Test
  void titles_headerAndFirstCallAsInDataSfsExport() {
    assertThat(GeneratorRun.by("--calls 1 --days 1 --seed 3 --layout calls-2016-titles").out())
        .isEqualTo(
            """
            Crime Id,Original Crime Type Name,Report Date,Call Date,Offense Date,Call Time,\
            Call Date Time,Disposition,Address,City,State,Agency Id,Address Type,Common Location
            183653487,22500f,12/31/2018,12/31/2018,12/31/2018,23:31,\
            12/31/2018 11:31:00 PM,GOA,Sutter St/albion St,San Francisco,CA,1,Intersection,
            """);
  }

  @Test
  void titles_sameCallsAsTheJson() throws IOException {
    List<Map<String, String>> expected = new ArrayList<>();
    for (JsonNode call : GeneratorRun.by(CALLS).calls()) {
      Map<String, String> fields = new HashMap<>();
      call.properties().forEach(field -> fields.put(field.getKey(), field.getValue().textValue()));
      expected.add(fields);
    }
    List<Map<String, String>> actual = new ArrayList<>();
    for (CSVRecord call : csv(CALLS + " --layout calls-2016-titles --format csv")) {
      Map<String, String> fields = new HashMap<>();
      call.toMap()
          .forEach(
              (title, cell) -> fields.put(title.toLowerCase(Locale.ROOT).replace(' ', '_'), cell));
      for (String day : List.of("report_date", "call_date", "offense_date")) {
        fields.computeIfPresent(
            day, (name, cell) -> time(cell + " 12:00:00 AM", "MM/dd/yyyy hh:mm:ss a") + ":00.000");
      }
      fields.computeIfPresent(
          "call_date_time", (name, cell) -> time(cell, "MM/dd/yyyy hh:mm:ss a") + ":00.000");
      actual.add(fields);
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void dispatchedCsv_headerAndFirstCallAsInDataSfsExport() {
    assertThat(
            GeneratorRun.by(
                    "--calls 1 --days 1 --seed 3 --layout dispatched-calls --format csv"
                        + " --end-date 2025-10-26")
                .out())
        .isEqualTo(
            DISPATCHED_HEADER
                + """

                253393487,,,2025/12/05 11:25:41 PM,2025/12/05 11:27:05 PM,2025/12/06 02:26:13 AM,\
                2025/12/06 02:26:13 AM,2025/12/06 02:39:57 AM,2025/12/06 03:17:42 AM,601,\
                TRESPASSER,,601,TRESPASSER,,C,C,Police,GOA,N,false,26TH ST \\ STEVENSON ST,\
                21535000,POINT (-122.416074 37.762499),9,Mission,MISSION,2025/12/07 01:30:02 AM,\
                2025/12/07 02:30:40 AM,2025/12/07 10:13:33 AM,closecall2025-12-07_01-30-02
                """);
  }

  @Test
  void dispatchedJson_firstCallAsInTheApi() {
    assertThat(
            GeneratorRun.by(
                    "--calls 1 --days 1 --seed 3 --layout dispatched-calls --end-date 2025-10-26")
                .out())
        .isEqualTo(
            """
            [{"cad_number":"253393487","received_datetime":"2025-12-05T23:25:41.000",\
            "entry_datetime":"2025-12-05T23:27:05.000",\
            "dispatch_datetime":"2025-12-06T02:26:13.000",\
            "enroute_datetime":"2025-12-06T02:26:13.000",\
            "onscene_datetime":"2025-12-06T02:39:57.000",\
            "close_datetime":"2025-12-06T03:17:42.000",\
            "call_type_original":"601","call_type_original_desc":"TRESPASSER",\
            "call_type_final":"601","call_type_final_desc":"TRESPASSER",\
            "priority_original":"C","priority_final":"C","agency":"Police","disposition":"GOA",\
            "onview_flag":"N","sensitive_call":false,\
            "intersection_name":"26TH ST \\\\ STEVENSON ST","intersection_id":"21535000",\
            "intersection_point":{"type":"Point","coordinates":[-122.416074,37.762499]},\
            "supervisor_district":"9","analysis_neighborhood":"Mission",\
            "police_district":"MISSION","data_as_of":"2025-12-07T01:30:02.000",\
            "data_loaded_at":"2025-12-07T10:13:33.000",":@computed_region_jwn9_ihcz":"20",\
            "data_updated_at":"2025-12-07T02:30:40.000",\
            "source_filename":"closecall2025-12-07_01-30-02"}]
            """);
  }

  /** An absent field of the JSON is empty in the CSV; dates and points have two forms. */
  @Test
  void dispatched_jsonNdjsonAndCsvHaveTheSameCalls() throws IOException {
    List<JsonNode> json = GeneratorRun.by(DISPATCHED).calls();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : GeneratorRun.by(DISPATCHED + " --format ndjson").out().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines).isEqualTo(json);
    List<CSVRecord> rows = csv(DISPATCHED + " --format csv");
    assertThat(rows).hasSameSizeAs(json);
    for (int i = 0; i < rows.size(); i++) {
      JsonNode call = json.get(i);
      assertThat(rows.get(i).toMap())
          .allSatisfy((column, cell) -> assertThat(cell).as(column).isEqualTo(cell(call, column)));
    }
  }

  private static String cell(JsonNode call, String column) {
    JsonNode value = call.path(column);
    if (value.isObject()) {
      JsonNode degrees = value.get("coordinates");
      return "POINT (" + degrees.get(0) + " " + degrees.get(1) + ")";
    }
    return value.isTextual() && isTime(column)
        ? DateTimeFormatter.ofPattern("yyyy/MM/dd hh:mm:ss a", Locale.US)
            .format(LocalDateTime.parse(value.textValue()))
        : value.asText();
  }

  private static boolean isTime(String column) {
    return column.startsWith("data_") || column.endsWith("_datetime");
  }

  /** A reader that converts types to title case gets the calls of the layout of 2016. */
  @Test
  void dispatched_sameCallsAsTheLayoutOf2016() throws IOException {
    List<JsonNode> old = GeneratorRun.by(CALLS).calls();
    List<JsonNode> today = GeneratorRun.by(DISPATCHED).calls();
    assertThat(today).hasSameSizeAs(old);
    int noted = 0;
    for (int i = 0; i < old.size(); i++) {
      JsonNode call = today.get(i);
      JsonNode expected = old.get(i);
      assertThat(call.get("cad_number")).isEqualTo(expected.get("crime_id"));
      assertThat(call.get("received_datetime").textValue().substring(0, 16))
          .isEqualTo(expected.get("call_date_time").textValue().substring(0, 16));
      assertThat(call.path("disposition").asText("Not recorded"))
          .isEqualTo(expected.get("disposition").textValue());
      String crimeType = expected.get("original_crime_type_name").textValue();
      if (call.has("call_type_original_notes")) {
        noted++;
        assertThat(call.get("call_type_original_notes").textValue())
            .isEqualToIgnoringCase(crimeType);
      } else if (!call.get("sensitive_call").booleanValue()) {
        assertThat(call.get("call_type_final_desc").textValue()).isEqualToIgnoringCase(crimeType);
      }
    }
    assertThat(noted).isBetween(200, 400);
  }

  @Test
  void dispatched_eventTimeIsSortedToTheSecond() throws IOException {
    GeneratorRun run = GeneratorRun.by(DISPATCHED + " --order event-time");
    List<String> times = run.texts("received_datetime");
    assertThat(times).isSorted();
    assertThat(times.stream().filter(time -> time.endsWith(":00.000")).count()).isLessThan(100);
  }

  /** What holds for every real call of the data set. */
  @Test
  void dispatched_callsArePlausible() throws IOException {
    List<JsonNode> calls = GeneratorRun.by(DISPATCHED).calls();
    assertThat(calls)
        .allSatisfy(
            call -> {
              List<String> times =
                  Stream.of("received", "entry", "dispatch", "enroute", "onscene", "close")
                      .map(name -> call.path(name + "_datetime"))
                      .filter(JsonNode::isTextual)
                      .map(JsonNode::textValue)
                      .toList();
              assertThat(times).hasSizeBetween(5, 6).isSorted();
              assertThat(times.get(0)).isLessThan(times.get(times.size() - 1));
              assertThat(call.get("data_as_of").textValue()).isGreaterThan(times.get(4));
              assertThat(call.get("priority_final").textValue()).matches("[ABC]");
              assertThat(call.get("onview_flag").textValue()).matches("Y|N|HSOC");
              assertThat(call.has("intersection_point"))
                  .isNotEqualTo(call.get("sensitive_call").booleanValue());
            });
    Map<String, String> points = new HashMap<>();
    for (JsonNode call : calls) {
      if (call.has("intersection_point")) {
        String point = call.get("intersection_point").toString();
        assertThat(points.merge(call.get("intersection_name").textValue(), point, (a, b) -> a))
            .isEqualTo(point);
        assertThat(call.get("intersection_name").textValue()).matches("[0-9A-Z ]+ \\\\ [0-9A-Z ]+");
        assertThat(call.get("police_district").textValue()).isUpperCase();
      }
    }
  }

  /** Also types and dispositions that a small file does not have. */
  @Test
  void dispatched_everyTypeAndNoteIsKnown() throws IOException {
    GeneratorRun run = GeneratorRun.by("--calls 40000 --days 20 --layout dispatched-calls");
    assertThat(run.texts("call_type_final_desc")).doesNotContainNull();
  }

  @Test
  void run_noCalls() {
    assertThat(GeneratorRun.by("--calls 0 --days 1 --layout dispatched-calls --format csv").out())
        .isEqualTo(DISPATCHED_HEADER + "\n");
    assertThat(GeneratorRun.by("--calls 0 --days 1 --layout dispatched-calls").out())
        .isEqualTo("[]\n");
  }

  @Test
  void run_layoutWithoutTheFormat() {
    assertThat(GeneratorRun.by("--calls 1 --format csv").err())
        .isEqualTo(
            "generate-calls: --format (csv) must be one of [json, ndjson] with --layout calls-2016"
                + " (see --help)\n");
    assertThat(GeneratorRun.by("--calls 1 --layout calls-2016-titles --format json").exitCode())
        .isEqualTo(2);
    assertThat(GeneratorRun.by("--calls 1 --layout soda").err())
        .isEqualTo(
            "generate-calls: Invalid value for option '--layout': 'soda' is none of calls-2016,"
                + " calls-2016-titles, dispatched-calls (see --help)\n");
  }
}
