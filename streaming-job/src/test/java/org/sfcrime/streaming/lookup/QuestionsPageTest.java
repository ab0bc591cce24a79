package org.sfcrime.streaming.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.sfcrime.countrecord.CountsCsv;

/** The commands and the counts of docs/questions.md. */
class QuestionsPageTest {
  /** A command, and the header and the rows of its output. */
  private static final Pattern ANSWER =
      Pattern.compile(
          "count --topic (\\w+) --group-by (\\S+) .*\\n```\\n\\n```\\n(.*)\\n((?:.*\\n)+?)```");

  private static final Map<String, String> FIELDS_OF_THE_SAMPLE =
      Map.of("crime-type", "original_crime_type_name", "address", "address");

  private static List<MatchResult> answers() throws IOException {
    return ANSWER.matcher(Files.readString(Path.of("../docs/questions.md"))).results().toList();
  }

  @Test
  void headers_areTheColumnsOfTheGrouping() throws IOException {
    assertThat(answers())
        .hasSize(5)
        .allSatisfy(
            answer ->
                assertThat(
                        String.join(
                            ",", CountsCsv.columns(GroupBy.parse(answer.group(2), null).columns())))
                    .isEqualTo(answer.group(3)));
  }

  @Test
  void rows_areThoseOfTheSample() throws IOException {
    int checked = 0;
    for (MatchResult answer : answers()) {
      String field = FIELDS_OF_THE_SAMPLE.get(answer.group(2));
      if (field != null) {
        Map<String, Long> counts = counts(field);
        for (String row : answer.group(4).split("\\n", -1)) {
          if (!row.isEmpty()) {
            String[] cells = row.split(",", -1);
            assertThat(counts.get(cells[0].substring(0, 10) + cells[2]))
                .as(row)
                .isEqualTo(Long.parseLong(cells[3]));
            checked++;
          }
        }
      }
    }
    assertThat(checked).isEqualTo(10);
  }

  /** Returns the calls of the sample by day and field. */
  private static Map<String, Long> counts(String field) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    try (InputStream sample =
        new GZIPInputStream(Files.newInputStream(Path.of("../data/sfpd-calls-sample.json.gz")))) {
      for (JsonNode call : new ObjectMapper().readTree(sample)) {
        String day = call.required("call_date_time").asText().substring(0, 10);
        counts.merge(day + call.required(field).asText(), 1L, Long::sum);
      }
    }
    return counts;
  }
}
