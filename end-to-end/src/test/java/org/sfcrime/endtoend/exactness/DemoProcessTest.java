package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.demo.Demo;
import org.sfcrime.endtoend.harness.CountsCsv;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Home;

/** {@code bin/demo} as a user starts it, and what it leaves. */
class DemoProcessTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Home HOME = Home.find(Map.of());
  private static final Path REAL_SAMPLE =
      HOME.root().resolveSibling("shared/data/sfpd-calls-2018-sample.json");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Path temporary;
  private Path out;
  private Path text;
  private Process demo;

  @BeforeEach
  void prepare() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    out = folder.resolve("out");
    text = folder.resolve("demo.log");
  }

  @AfterEach
  void end() {
    // After a failed assertion; the demo ends what it started.
    if (demo != null && demo.isAlive()) {
      demo.destroy();
      demo.onExit().join();
    }
  }

  /** A build that a shell started in the background ignores SIGINT, and so would all it starts. */
  private static List<String> heedingSigint() throws IOException {
    Path status = Path.of("/proc/self/status");
    boolean ignored =
        Files.exists(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) != 0);
    return ignored ? List.of("env", "--default-signal=INT") : List.of();
  }

  private void start(Map<String, String> environment, String... flags) throws IOException {
    List<String> command = new ArrayList<>(heedingSigint());
    command.addAll(List.of(HOME.program("demo"), "--out", out.toString()));
    command.addAll(List.of(flags));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(text.toFile());
    builder.environment().put("SFCRIME_SKIP_BUILD", "1");
    builder.environment().put("JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    builder.environment().putAll(environment);
    demo = builder.start();
  }

  private int exitCode() throws IOException {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> !demo.isAlive());
    return demo.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(text);
  }

  private void assertNothingLeft(List<ProcessHandle> programs) {
    assertThat(programs).noneMatch(ProcessHandle::isAlive);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void sample_everyCallIsCountedOnce() throws IOException {
    assertAgreesWithOracle(HOME.sample(), 7_000, "--throughput", "-1");
  }

  @Test
  void realCalls_everyCallIsCountedOnce() throws IOException {
    assumeThat(REAL_SAMPLE).exists();
    assertAgreesWithOracle(REAL_SAMPLE, 6_802, "--input", REAL_SAMPLE.toString());
  }

  private void assertAgreesWithOracle(Path file, int calls, String... flags) throws IOException {
    start(Map.of(), flags);
    assertThat(exitCode()).as(said()).isZero();
    Oracle oracle = new Oracle(Rig.RADIO_CODES, file);
    List<CountsCsv.Row> expected = oracle.rows();
    assertThat(CountsCsv.read(out.resolve("counts.csv")).rows()).isEqualTo(expected);
    long unmatched =
        expected.stream()
            .filter(row -> row.description().isEmpty())
            .mapToLong(CountsCsv.Row::count)
            .sum();
    assertThat(oracle.accepted()).isEqualTo(calls);
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(out.resolve("reconciliation.json").toFile()))
        .isEqualTo(
            json.readTree(
                """
                {"read":%1$d,"published":%1$d,"consumed":%1$d,"counted":%1$d,"on_page":%1$d,"late":0,
                 "rejected":0,"dead_letters":0,"duplicates":0,"unmatched":%2$d,"agree":true}"""
                    .formatted(calls, unmatched)));
    assertThat(said()).contains("The ten most frequent crime types", "All sides agree.");
    assertThat(out.resolve("report.html")).content().contains("\"calls\":" + calls + ",");
    assertNothingLeft(List.of());
  }

  /** As soon as the broker is started; the job; the last of them. */
  @ParameterizedTest
  @CsvSource({"INT, broker, 130", "TERM, job, 143", "INT, producer, 130"})
  void signal_leavesNothing(String signal, String newest, int expected) throws Exception {
    start(Map.of(), "--throughput", "50");
    Path log = out.resolve("logs").resolve(newest + ".log");
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(10))
        .failFast("the demo ended", () -> !demo.isAlive())
        .until(() -> Files.exists(log));
    List<ProcessHandle> started = demo.descendants().toList();
    new ProcessBuilder("kill", "-" + signal, "" + demo.pid()).start().waitFor();
    assertThat(exitCode()).as(said()).isEqualTo(expected);
    assertNothingLeft(started);
    assertThat(out.resolve("counts.csv")).doesNotExist();
  }

  private List<ProcessHandle> children() {
    return demo.children().toList();
  }

  @Test
  void brokerDies_isNoticed() throws IOException {
    start(Map.of(), "--throughput", "50");
    await().atMost(LIMIT).until(() -> children().size() == 5);
    List<ProcessHandle> started = demo.descendants().toList();
    ProcessHandle broker =
        children().stream()
            .filter(child -> child.info().commandLine().orElse("").contains("local-kafka"))
            .findFirst()
            .orElseThrow();
    broker.destroyForcibly();
    assertThat(exitCode()).isEqualTo(1);
    assertThat(said()).contains("demo: the broker ended with exit code 137; the end of its log (");
    assertNothingLeft(started);
  }

  @Test
  void jobFails_itsLogIsShown() throws IOException {
    start(Map.of("SPARK_HOME", folder.toString()));
    assertThat(exitCode()).isEqualTo(1);
    assertThat(said())
        .contains("demo: the job ended with exit code 1; the end of its log (" + out)
        .contains("bin/spark-submit: there is no bin/spark-submit in SPARK_HOME");
    assertNothingLeft(List.of());
  }

  @Test
  void nothingToCount_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("empty.json"), "[]");
    start(Map.of(), "--input", file.toString());
    assertThat(exitCode()).isEqualTo(1);
    assertThat(said()).contains("demo: there is no call in " + file + " to count");
    assertNothingLeft(List.of());
  }

  /** A consumer that says that a call came altered: the demo must not hide it. */
  @Test
  void sidesDiffer_exitCode3() throws IOException {
    Path home =
        homeWithConsumer(
            """
            #!/bin/sh
            while [ "$1" != --report ]; do shift; done
            echo '{"consumed":7000,"missing":0,"duplicates":0,"unexpected":0,"altered":1}' > "$2"
            exit 3
            """);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SFCRIME_HOME", home.toString());
    try (var log = new PrintStream(text.toFile(), StandardCharsets.UTF_8)) {
      String[] args = {"--out", out.toString(), "--throughput", "-1"};
      assertThat(Demo.run(environment, args, log, log)).as(said()).isEqualTo(3);
    }
    assertThat(said()).contains("THE SIDES DO NOT AGREE:\n  altered: 1, but expected of them: 0\n");
    assertThat(out.resolve("reconciliation.json")).content().contains("\"agree\" : false");
  }

  /** A folder like the repository, but for one program. */
  private Path homeWithConsumer(String script) throws IOException {
    Path home = folder.resolve("home");
    for (String file :
        List.of(
            "streaming-job/target/streaming-job.jar",
            "config/spark-defaults.conf",
            "data/radio_code.json",
            "data/sfpd-calls-sample.json.gz")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.copy(HOME.root().resolve(file), home.resolve(file));
    }
    for (String program : List.of("kafka", "producer", "spark-submit", "dashboard", "report")) {
      script(home, program, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(HOME.program(program)));
    }
    script(home, "consumer", script);
    return home;
  }

  private static void script(Path home, String program, String content) throws IOException {
    Path file = home.resolve("bin").resolve(program);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
