package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.CountsCsv;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.Rig;

/** The result of {@code bin/demo}: every call is counted once, or the exit code is 3. */
class DemoResultTest {
  private static final Path REAL_SAMPLE =
      Rig.HOME.root().resolveSibling("shared/data/sfpd-calls-2018-sample.json");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @AutoClose private DemoProcess demo;

  @BeforeEach
  void prepare() throws IOException {
    demo = new DemoProcess(folder);
  }

  @Test
  void sample_everyCallIsCountedOnce() throws IOException {
    try (ServerSocket sparkUi = new ServerSocket()) {
      takePort(sparkUi, 4040);
      assertAgreesWithOracle(Rig.HOME.sample(), 31_000, "--throughput", "-1");
    }
    assertThat(demo.out().resolve("logs/job.log"))
        .content()
        .contains("Spark's own page: http://")
        .doesNotContain("falling behind", "could not bind");
  }

  /** Listens on a port, unless another process does. */
  private static void takePort(ServerSocket socket, int port) throws IOException {
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      // another job's page
    }
  }

  @Test
  void realCalls_everyCallIsCountedOnce() throws IOException {
    assumeThat(REAL_SAMPLE).as("the real sample is not part of the repository").exists();
    assertAgreesWithOracle(REAL_SAMPLE, 6_802, "--input", REAL_SAMPLE.toString());
  }

  private void assertAgreesWithOracle(Path file, int calls, String... flags) throws IOException {
    demo.start(Map.of(), flags);
    demo.assertExits(0);
    Oracle oracle = new Oracle(Rig.RADIO_CODES, file);
    List<CountsCsv.Row> expected = oracle.rows();
    assertThat(CountsCsv.read(demo.out().resolve("counts.csv")).rows()).isEqualTo(expected);
    long unmatched =
        expected.stream()
            .filter(row -> row.description().isEmpty())
            .mapToLong(CountsCsv.Row::count)
            .sum();
    assertThat(oracle.accepted()).isEqualTo(calls);
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(demo.out().resolve("reconciliation.json").toFile()))
        .isEqualTo(
            json.readTree(
                """
                {"read":%1$d,"published":%1$d,"consumed":%1$d,"counted":%1$d,"on_page":%1$d,"late":0,
                 "rejected":0,"dead_letters":0,"duplicates":0,"unmatched":%2$d,"agree":true}"""
                    .formatted(calls, unmatched)));
    assertThat(demo.output()).contains("The ten most frequent crime types", "All sides agree.");
    assertThat(demo.out().resolve("report.html")).content().contains("\"calls\":" + calls + ",");
    demo.assertNothingLeft(List.of());
  }

  /** A consumer reports an altered call; the demo must report that too. */
  @Test
  void sidesDiffer_exitCode3() throws IOException {
    Path home =
        homeWithConsumer(
            """
            #!/bin/sh
            while [ "$1" != --report ]; do shift; done
            echo '{"consumed":31000,"missing":0,"duplicates":0,"unexpected":0,"altered":1}' > "$2"
            exit 3
            """);
    demo.start(home, Map.of(), "--throughput", "-1");
    demo.assertExits(3);
    assertThat(demo.output()).contains("THE SIDES DO NOT AGREE:\n  altered: 1, but expected: 0\n");
    assertThat(demo.out().resolve("reconciliation.json")).content().contains("\"agree\" : false");
  }

  /** Creates a folder like the repository, with another consumer. */
  private Path homeWithConsumer(String script) throws IOException {
    Path home = folder.resolve("home");
    for (String file :
        List.of(
            "streaming-job/target/streaming-job.jar",
            "config/spark-defaults.conf",
            "data/radio_code.json",
            "data/sfpd-calls-sample.json.gz")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.copy(Rig.HOME.root().resolve(file), home.resolve(file));
    }
    for (String file : List.of("demo", ".java-and-build.sh")) {
      Files.createDirectories(home.resolve("bin"));
      Files.copy(
          Rig.HOME.root().resolve("bin").resolve(file),
          home.resolve("bin").resolve(file),
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createSymbolicLink(home.resolve("tools"), Rig.HOME.root().resolve("tools"));
    for (String program : List.of("kafka", "producer", "spark-submit", "dashboard", "report")) {
      script(home, program, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(Rig.HOME.program(program)));
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
