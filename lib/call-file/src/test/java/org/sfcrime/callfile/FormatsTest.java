package org.sfcrime.callfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callfile.split.RawRecord;

/** Every form in which users have these calls, and neighbours of each form. */
class FormatsTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  /** The folder {@code expected} has the calls of each file, written by hand. */
  @ParameterizedTest
  @CsvSource({
    "06-cr-only.csv, calls-2016-titles",
    "14-id-number.json, calls-2016",
    "18-times.ndjson, calls-2016",
    "28-pretty-objects.json, calls-2016",
    "29-wrapped-object.json, calls-2016",
    "34-blank-first-line.csv, calls-2016-titles",
    "50-objects-on-one-line.json, calls-2016",
    "55-crlf-blank-csv.csv, calls-2016-titles",
    "70-gz-second-member-damaged.json.gz, calls-2016",
    "a6-pandas-to_json-of-kaggle-csv.json, calls-2016-titles",
    "b1-kaggle.csv, calls-2016-titles",
    "b2-kaggle-csv.zip, calls-2016-titles",
    "c1-datasf-export.csv, calls-2016-titles",
    "c3-datasf-csv-for-excel-europe.csv, calls-2016-titles",
    "c7-excel-resaved.csv, calls-2016-titles",
    "d2-soda-computed-regions.json, calls-2016",
    "d3-soda-2016-fieldnames.json, calls-2016-early",
    "e1-rows.json, calls-2016",
    "f1-live-gnap-fj3t.json, dispatched-calls",
    "f2-closed-2zdj-bwza.json, dispatched-calls",
    "f3-closed-2zdj-bwza.csv, dispatched-calls",
    "f5-live-gnap-fj3t.csv, dispatched-calls",
  })
  void calls_formOfTheSample_areAsExpected(String name, String layout) throws IOException {
    List<JsonNode> expected = new ArrayList<>();
    for (String line : Files.readAllLines(RESOURCES.resolve("expected/" + name + ".ndjson"))) {
      expected.add(JSON.readTree(line));
    }
    Contents contents = read(RESOURCES.resolve("formats/" + name));
    assertThat(contents.calls).isEqualTo(expected);
    assertThat(contents.layouts).containsOnlyKeys(layout);
  }

  @Test
  void rejections_dateForms_sayWhatIsWrong() throws IOException {
    assertThat(read(RESOURCES.resolve("formats/18-times.ndjson")).rejections)
        .isEqualTo(
            Map.of(
                "call_date_time_with_zone", 3L,
                "call_date_time_without_time", 1L,
                "call_date_time_is_a_number", 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void calls_delimiter_isFoundInTheHeader(String delimiter) throws IOException {
    String header =
        String.join(delimiter, "Crime Id", "Original Crime Type Name", "Call Date Time", "Note");
    String type = "\"Fire" + delimiter + " \"\"big\"\"\"";
    String row = String.join(delimiter, "1", type, "12/31/2018 11:57:00 PM", "\"a\nb\"");
    String csv = header + "\n" + row + "\n";
    assertThat(types(csv)).containsExactly("Fire" + delimiter + " \"big\"");
    assertThat(read(csv).calls.get(0).get("Note").textValue()).isEqualTo("a\nb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sep=;\nCrime Id;Original Crime Type Name;Call Date Time\n1;Fire;2018-12-31 23:57\n",
        "\r\n  \r\nsep=;\r\n\r\nCrime Id;Original Crime Type Name;Call Date Time\r\n1;Fire;2018-12-31 23:57\r\n",
        "sep=;\rCrime Id;Original Crime Type Name;Call Date Time\r\r1;Fire;2018-12-31 23:57",
        "\ufeffcrime_id;original_crime_type_name;call_date_time\n\n\n1;Fire;2018-12-31 23:57\n\n",
      })
  void calls_linesBeforeTheHeader_areSkipped(String csv) throws IOException {
    assertThat(types(csv)).containsExactly("Fire");
    assertThat(read(csv).rejections).isEmpty();
  }

  @Test
  void calls_carriageReturnsInQuotes_belongToTheCell() throws IOException {
    String csv =
        "Crime Id,Original Crime Type Name,Call Date Time\r1,\"a\rb\",12/31/2018 1:02 am\r";
    assertThat(types(csv)).containsExactly("a\rb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s,\n%s,\n",
        "%s,%s",
        "[%s]\n[%s]\n",
        "[%s,\n%s]",
        "[%s][]\n[%s]",
        "{\"data\":[%s,%s],\"total\":2}",
        "{\"status\":{\"ok\":[1]},\"records\":[%s,%s]}\n",
        "{\"data\":[%s]}\n{\"data\":[%s]}\n",
        "{\n\"data\":[%s, %s]\n}",
      })
  void calls_arrangementOfObjects_isRead(String arrangement) throws IOException {
    String json = arrangement.formatted(CallTexts.call("A"), CallTexts.call("B"));
    assertThat(ids(json)).as(json).containsExactly("A", "B");
    assertThat(read(json).rejections).isEmpty();
  }

  @Test
  void calls_rowsWithColumns_areRead() throws IOException {
    String json =
        """
        {"columns":["Crime Id","Original Crime Type Name","Call Date Time","Extra"],
         "index":[0,1,2,3],
         "data":[[1,"Fire","2018-12-31T10:00:00",{"a":[1, 2]}],
          [2,"Fire","2018-12-31T10:00:00"],
          [3,"Fire","2018-12-31T10:00:00",1,2],
          [4,"Fire","2018-12-31T10:00:00
          ,[null]],[5,"Fire","2018-12-31T10:00:00",null]]}
        """;
    Contents contents = read(json);
    assertThat(ids(json)).containsExactly("1", "2", "5");
    assertThat(contents.calls.get(0).get("Extra")).isEqualTo(JSON.readTree("{\"a\":[1,2]}"));
    assertThat(contents.rejections).isEqualTo(Map.of("wrong_type", 1L, "not_json", 1L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "183659901 | 183659901",
        "183659901.0 | 183659901",
        "\"183659901\" | 183659901",
        "\"A.0\" | A.0",
      })
  void key_idAsPandasWritesIt_isTheId(String id, String expected) throws IOException {
    String json =
        "[{\"Crime Id\":" + id + CallTexts.call("x").substring("{'crime_id':'x'".length());
    assertThat(ids(json + "]")).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Crime Id':true} | wrong_type",
        "{'Crime Id':null} | missing_crime_id",
        "{'Crime Id':'1','crime_id':'2'} | duplicate_field",
        "{'cad_number':'1'} | missing_call_date_time",
        "{'cad_number':'1','received_datetime':'2018-12-31T10:00:00'} | missing_crime_type",
        "{'cad_number':'1','received_datetime':'2018-12-31'} | call_date_time_without_time",
        "{'cad_number':'1','received_datetime':1546300620} | call_date_time_is_a_number",
        "{'cad_number':'1','received_datetime':'2099-12-31T10:00:00.000'}"
            + " | call_date_time_out_of_bounds",
        "{'a':1} | missing_crime_id",
      })
  void rejections_otherLayouts_haveTheSameReasons(String json, String reason) throws IOException {
    assertThat(read("[" + json.replace('\'', '"') + "]").rejections).isEqualTo(Map.of(reason, 1L));
  }

  @Test
  void calls_dispatched_takeTheOriginalTypeAndTheDefaults() throws IOException {
    String json =
        """
        {"cad_number":"1","received_datetime":"2026-02-28T23:59:59.999","call_type_final_desc":" ",
         "call_type_original_desc":"MEET W/CITIZEN","agency":"Sheriff","new":1.50}
        """;
    JsonNode call = read(json).calls.get(0);
    assertThat(call.get("original_crime_type_name").textValue()).isEqualTo("Meet W/citizen");
    assertThat(call.get("call_date_time").textValue()).isEqualTo("2026-02-28T23:59:00.000");
    assertThat(call.get("disposition").textValue()).isEqualTo("Not recorded");
    assertThat(call.get("address").textValue()).isEmpty();
    assertThat(call.get("city").textValue()).isEmpty();
    assertThat(call.get("agency_id").textValue()).isEqualTo("Sheriff");
    assertThat(text(json)).contains("\"new\":1.50");
  }

  @Test
  void value_callInTopicForm_keepsItsBytes() throws IOException {
    String call = CallTexts.call("1").replace("}", ",\"agency_id\":null,\"x\":{\"y\": 1.0e5}}");
    assertThat(text("[ " + call.replace(",", " ,") + "]")).isEqualTo(call.replace(": ", ":"));
  }

  @Test
  void value_textOfCsv_isEscaped() throws IOException {
    String csv =
        "crime_id,original_crime_type_name,call_date_time,\"a \"\"b\"\"\",\n"
            + "1,\"\\ \"\"\t\u0001é\",2018-12-31 10:00,\"\n\\\",ignored\n";
    JsonNode call = read(csv).calls.get(0);
    assertThat(call.get("original_crime_type_name").textValue()).isEqualTo("\\ \"\t\u0001é");
    assertThat(call.get("a \"b\"").textValue()).isEqualTo("\n\\");
    assertThat(call.size()).isEqualTo(15);
  }

  private List<String> ids(String text) throws IOException {
    return read(text).calls.stream().map(call -> call.get("crime_id").textValue()).toList();
  }

  private List<String> types(String text) throws IOException {
    return read(text).calls.stream()
        .map(call -> call.get("original_crime_type_name").textValue())
        .toList();
  }

  private String text(String text) throws IOException {
    return read(text).text;
  }

  private Contents read(String text) throws IOException {
    return read(Files.writeString(directory.resolve("calls"), text, StandardCharsets.UTF_8));
  }

  /** What a file contains: in one pass, and once more by the positions of the calls. */
  private static Contents read(Path path) throws IOException {
    Contents contents = new Contents();
    try (CallFile file = CallFile.open(path.toString(), true)) {
      CallCursor calls = file.calls(InstantSource.system(), Long.MAX_VALUE);
      List<RawRecord> found = new ArrayList<>();
      List<String> values = new ArrayList<>();
      while (calls.next()) {
        if (calls.rejection() != null) {
          contents.rejections.merge(calls.rejection().code(), 1L, Long::sum);
          continue;
        }
        contents.layouts.merge(calls.layout().toString(), 1L, Long::sum);
        contents.text = calls.value().toString();
        contents.calls.add(JSON.readTree(contents.text));
        assertThat(contents.calls.get(contents.calls.size() - 1).get("crime_id").textValue())
            .isEqualTo(calls.key().toString());
        found.add(calls.record());
        values.add(contents.text);
      }
      for (int i = found.size() - 1; i >= 0; i--) {
        calls.reread(found.get(i).position(), found.get(i).length());
        assertThat(calls.value().toString()).isEqualTo(values.get(i));
      }
    }
    return contents;
  }

  private static final class Contents {
    private final List<JsonNode> calls = new ArrayList<>();
    private final Map<String, Long> rejections = new TreeMap<>();
    private final Map<String, Long> layouts = new TreeMap<>();
    private String text;
  }
}
