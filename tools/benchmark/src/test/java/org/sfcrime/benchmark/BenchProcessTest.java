package org.sfcrime.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.ProcessGroup;

/** A small run of {@code bin/bench} writes the expected tables, and its counts are exact. */
class BenchProcessTest {
  private static final Home HOME = Home.find(Map.of());
  private static final long LIMIT_MINUTES = 10;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private int bench(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.program("bench")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("bench.log").toFile());
    builder.environment().put("SFCRIME_SKIP_BUILD", "1");
    // Creating an archive takes longer than the whole test.
    builder.environment().put("SFCRIME_CLASS_ARCHIVE", "none");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } finally {
      process.destroy();
    }
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("bench.log"));
  }

  @Test
  void twoRows_tablesAndExactCounts() throws Exception {
    int exitCode =
        bench(
            ProcessGroup.forAShortRun(System.getenv()),
            "--calls",
            "5000",
            "--repeat",
            "1",
            "--out",
            "" + folder,
            "consumer",
            "catch-up");
    assertThat(exitCode).as(said()).isZero();
    assertThat(Files.readString(folder.resolve("bench.md")))
        .contains("# Benchmark\n\ncores ", "## Consumer: 5,000 calls", "## Catch-up: 5,000 calls")
        .containsPattern("\\| bin/consumer --expect-file \\| .* \\| 1 \\| exact \\|")
        .contains("## Consumer: 5,000 calls, from start to end", "| bin/consumer --format json |")
        .containsPattern("\\| kafka-consumer-perf-test \\| .* × \\| .* \\| 1 \\| – \\|");
    assertThat(said()).contains(Files.readString(folder.resolve("bench.md")));
    JsonNode sections =
        new ObjectMapper().readTree(folder.resolve("bench.json").toFile()).required("sections");
    assertThat(sections.get(2).required("runs"))
        .extracting(
            run -> run.required("subject").textValue() + ": " + run.required("checked").textValue())
        .containsExactly(
            "the job: exact", "a from_json job: exact", "a hand-written loop, no output: exact");
  }

  @Test
  void unknownRow_isAUsageError() throws Exception {
    assertThat(bench(Map.of(), "consumers")).isEqualTo(2);
    assertThat(said())
        .startsWith("bench: there is no row consumers: producer, consumer, catch-up, ");
  }

  @Test
  void tooFewCalls_isAUsageError() throws Exception {
    assertThat(bench(Map.of(), "--calls", "5")).isEqualTo(2);
    assertThat(said()).startsWith("bench: --calls ([5]) must be at least 1000");
  }
}
