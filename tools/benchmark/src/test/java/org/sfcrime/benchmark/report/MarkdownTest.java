package org.sfcrime.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfcrime.benchmark.report.ResultColumn.Better;

class MarkdownTest {
  private static final ResultColumn RATE = new ResultColumn("rows/s", 0, Better.HIGHER);
  private static final ResultColumn WALL = new ResultColumn("wall s", 1, Better.LOWER);
  private static final ResultColumn PEAK = new ResultColumn("peak MB", 0, Better.NEITHER);

  private final ResultTable table = new ResultTable("name", "Title", List.of(RATE, WALL, PEAK));

  private void run(String subject, double rate, double wall, String exact) {
    table.add(new ResultTable.Run(subject, Map.of("rows/s", rate, "wall s", wall), exact));
  }

  @Test
  void table_mediansSpreadAndRatios() {
    run("ours", 2_000, 5, "exact");
    run("theirs", 100, 10, "");
    run("ours", 2_400, 5, "exact");
    run("theirs", 100, 14, "");
    assertThat(Markdown.table(table))
        .isEqualTo(
            """
            | what ran | rows/s | ours is | wall s | ours is | peak MB | runs | checked |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
            | ours | 2,200 ± 9 % | – | 5.0 ± 0 % | – | – | 2 | exact |
            | theirs | 100 ± 0 % | 22 × | 12.0 ± 17 % | 2.40 × | – | 2 | – |
            """);
  }

  @Test
  void checked_whateverDiffersIsShown() {
    run("ours", 1, 1, "exact");
    run("ours", 1, 1, "9 of 10 counted");
    assertThat(Markdown.table(table)).contains("| exact; 9 of 10 counted |");
  }

  @Test
  void json_hasEveryRun() {
    run("ours", 2_000, 5, "exact");
    run("theirs", 100, 10, "");
    JsonNode json = new ObjectMapper().valueToTree(table);
    assertThat(json.required("name").textValue()).isEqualTo("name");
    assertThat(json.required("runs"))
        .hasToString(
            "[{\"subject\":\"ours\",\"values\":{\"rows/s\":2000.0,\"wall s\":5.0},\"checked\":\"exact\"},"
                + "{\"subject\":\"theirs\",\"values\":{\"rows/s\":100.0,\"wall s\":10.0},\"checked\":\"\"}]");
  }

  @Test
  void isExact_onlyTheFirstSubjectCounts() {
    run("ours", 1, 1, "exact");
    run("theirs", 1, 1, "9 of 10 counted");
    assertThat(table.isExact()).isTrue();
    run("ours", 1, 1, "9 of 10 counted");
    assertThat(table.isExact()).isFalse();
  }
}
