package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.CountsCsv;

/** {@code bin/demo --live}: each call of a feed that changes its calls is counted once. */
class LiveDemoTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void live_newestRevisionOfEachCallIsCounted() throws IOException {
    try (DemoProcess demo = new DemoProcess(folder)) {
      demo.start(Map.of(), "--live", "--minutes", "0.2", "--speed", "600");
      demo.assertExits(0);
      JsonNode sides =
          new ObjectMapper().readTree(demo.out().resolve("reconciliation.json").toFile());
      assertThat(sides.required("agree").booleanValue()).isTrue();
      assertThat(sides.required("replaced").longValue()).as("changed calls").isPositive();
      assertThat(sides.required("served")).isEqualTo(sides.required("read"));
      assertThat(sides.required("calls")).isEqualTo(sides.required("on_page"));
      assertThat(
              CountsCsv.read(demo.out().resolve("counts.csv")).rows().stream()
                  .mapToLong(CountsCsv.Row::count)
                  .sum())
          .isEqualTo(sides.required("calls").longValue());
      assertThat(demo.output()).contains("revisions shown by the feed", "All sides agree.");
      demo.assertNothingLeft(List.of());
    }
  }
}
