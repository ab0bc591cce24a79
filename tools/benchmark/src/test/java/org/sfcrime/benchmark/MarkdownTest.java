package org.sfcrime.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final Metric RATE = Metric.higher("rows/s", 0);
  private static final Metric WALL = Metric.lower("wall s", 1);
  private static final Metric PEAK = Metric.plain("peak MB", 0);

  private final Section section = new Section("name", "Title", List.of(RATE, WALL, PEAK));

  private void run(String subject, double rate, double wall, String exact) {
    section.add(new Section.Run(subject, Map.of("rows/s", rate, "wall s", wall), exact));
  }

  @Test
  void table_mediansSpreadAndRatios() {
    run("ours", 2_000, 5, "exact");
    run("theirs", 100, 10, "");
    run("ours", 2_400, 5, "exact");
    run("theirs", 100, 14, "");
    assertThat(Markdown.table(section))
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
    assertThat(Markdown.table(section)).contains("| exact; 9 of 10 counted |");
  }

  @Test
  void json_hasMediansRatiosAndEveryRun() {
    run("ours", 2_000, 5, "exact");
    run("theirs", 100, 10, "");
    assertThat(Results.toJson(section))
        .hasToString(
            "{\"name\":\"name\",\"title\":\"Title\",\"subjects\":["
                + "{\"subject\":\"ours\",\"metrics\":{"
                + "\"rows/s\":{\"median\":2000.0,\"least\":2000.0,\"most\":2000.0,\"runs\":1},"
                + "\"wall s\":{\"median\":5.0,\"least\":5.0,\"most\":5.0,\"runs\":1}},"
                + "\"checked\":\"exact\"},"
                + "{\"subject\":\"theirs\",\"metrics\":{"
                + "\"rows/s\":{\"median\":100.0,\"least\":100.0,\"most\":100.0,\"runs\":1},"
                + "\"wall s\":{\"median\":10.0,\"least\":10.0,\"most\":10.0,\"runs\":1}},"
                + "\"ours_is_times\":{\"rows/s\":20.0,\"wall s\":2.0},\"checked\":\"\"}],"
                + "\"runs\":["
                + "{\"subject\":\"ours\",\"values\":{\"rows/s\":2000.0,\"wall s\":5.0},\"checked\":\"exact\"},"
                + "{\"subject\":\"theirs\",\"values\":{\"rows/s\":100.0,\"wall s\":10.0},\"checked\":\"\"}]}");
  }
}
