package org.sfcrime.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.commandline.CommandException;

/** Usage errors, which are reported before any program starts. */
class DemoTest {
  private static final String CALL =
      "{\"crime_id\":\"1\",\"original_crime_type_name\":\"Stop\",\"call_date_time\":\"2018-12-31T10:00:00.000\"}";

  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... args) {
    PrintStream text = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Demo.run(environment, args, text, text);
  }

  private String error() {
    return err.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }

  @Test
  void run_missingInput() {
    Path file = folder.resolve("none.json");
    assertThat(run(Map.of(), "--input", file.toString())).isEqualTo(2);
    assertThat(error()).isEqualTo("demo: --input (" + file + ") does not exist (see --help)");
  }

  @Test
  void run_directoryAsInput() {
    assertThat(run(Map.of(), "--input", folder.toString())).isEqualTo(2);
    assertThat(error())
        .isEqualTo(
            "demo: --input (%s) is not a regular, readable file: producer and consumer both read the file (see --help)",
            folder);
  }

  @Test
  void run_otherKindOfFile_saysWhatItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("calls.json"), "<html></html>");
    assertThat(run(Map.of(), "--input", file.toString())).isEqualTo(1);
    assertThat(error()).startsWith("demo: " + file + " is an HTML page, ");
  }

  @Test
  void run_noCallInTheInput() throws IOException {
    Path file = Files.writeString(folder.resolve("calls.json"), "[]");
    assertThat(run(Map.of(), "--input", file.toString())).isEqualTo(1);
    assertThat(error()).isEqualTo("demo: " + file + " contains no records.");
    err.reset();
    Files.writeString(file, "{\"crime_id\": \"1\"}\n{\"crime_id\": \"2\"}\n");
    assertThat(run(Map.of(), "--input", file.toString())).isEqualTo(1);
    assertThat(error())
        .startsWith(
            "demo: "
                + file
                + " contains no accepted call. The first record is rejected (missing_call_date_time)");
  }

  @Test
  void run_inputThatIsNoCallFile() throws IOException {
    Path file = Files.createFile(folder.resolve("calls.json"));
    assertThat(run(Map.of(), "--input", file.toString())).isEqualTo(1);
    assertThat(error()).isEqualTo("demo: " + file + " is empty: it contains no calls.");
  }

  @Test
  void run_fileAsOut() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run(Map.of(), "--out", file.toString())).isEqualTo(2);
    assertThat(error())
        .isEqualTo("demo: --out (" + file + ") is a file, not a directory (see --help)");
  }

  /** Locks a directory in a process of its own, as another demo does, until its input ends. */
  static final class OtherDemo {
    private OtherDemo() {}

    public static void main(String[] args) throws IOException {
      DemoOptions options = new DemoOptions(Path.of(args[0]), false, false);
      try (FileChannel lock = options.lockOut();
          OutputStream locked = new FileOutputStream(FileDescriptor.out)) {
        locked.write(lock.isOpen() ? 1 : 0);
        System.in.read();
      }
    }
  }

  @Test
  void run_outOfAnotherDemo() throws IOException {
    Path file = Files.writeString(folder.resolve("calls.json"), CALL);
    Path out = folder.resolve("out");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherDemo.class.getName(),
                out.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo(1);
      assertThat(run(Map.of(), "--input", file.toString(), "--out", out.toString())).isEqualTo(1);
      assertThat(error())
          .isEqualTo(
              "demo: cannot use %s: another demo writes to it; choose another directory with --out",
              out);
    } finally {
      other.destroy();
    }
    try (Stream<Path> left = Files.list(out)) {
      assertThat(left).containsExactly(out.resolve(".lock"));
    }
  }

  @Test
  void run_outCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("calls.json"), CALL);
    assertThat(run(Map.of(), "--input", file.toString(), "--out", file + "/out")).isEqualTo(1);
    assertThat(error())
        .isEqualTo(
            "demo: cannot use %s/out: %s/out: Not a directory; choose another directory with --out",
            file, file);
  }

  @Test
  void temporaryFolder_fullOrMissing() {
    assertThatThrownBy(() -> Demo.temporaryFolder(Path.of("/proc")))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "the directory for temporary files, /proc, cannot be used (0 MiB are free, and the demo needs 64); choose another with JAVA_OPTS=-Djava.io.tmpdir=DIR");
    assertThatThrownBy(() -> Demo.temporaryFolder(folder.resolve("none")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("none, cannot be used (no such file); choose another");
  }

  @Test
  void run_twoPaces() {
    assertThat(run(Map.of(), "--throughput", "5", "--speed", "5")).isEqualTo(2);
  }

  @Test
  void run_impossiblePace() {
    assertThat(run(Map.of(), "--speed", "0")).isEqualTo(2);
    assertThat(error()).isEqualTo("demo: --speed (0.0) must be more than 0 (see --help)");
    err.reset();
    assertThat(run(Map.of(), "--throughput", "0")).isEqualTo(2);
    assertThat(error())
        .isEqualTo("demo: --throughput (0) must be at least 1, or -1 for no limit (see --help)");
    assertThat(run(Map.of(), "--throughput", "fast")).isEqualTo(2);
  }

  @Test
  void run_noRepository() {
    assertThat(run(Map.of("SFCRIME_HOME", folder.toString()))).isEqualTo(1);
    assertThat(error())
        .isEqualTo(
            "demo: %s is not the repository: it has no bin/spark-submit; set SFCRIME_HOME", folder);
  }

  @ParameterizedTest
  @CsvSource({
    "--live --input calls.json, --live and --input exclude each other",
    "--live --throughput 5, --live takes no --throughput",
    "--live --feed datasf --speed 5, --feed takes no --speed: it is a real feed",
    "--live --minutes 0, --minutes (0.0) must be more than 0",
    "--live --speed 0, --speed (0.0) must be more than 0",
    "--minutes 3, Error: Missing required argument(s): --live",
  })
  void run_liveContradiction(String arguments, String message) {
    assertThat(run(Map.of(), arguments.split(" ", -1))).isEqualTo(2);
    assertThat(error()).contains(message.replace("Error: ", ""));
  }

  @Test
  void paceToWatch_aboutTwelveSeconds() throws IOException {
    Path file = Files.write(folder.resolve("calls.json"), new byte[2_803_924]);
    assertThat(FilePlan.paceToWatch(file)).containsExactly("--throughput", "568");
    Path gzipped = Files.write(folder.resolve("calls.json.gz"), new byte[171_512]);
    assertThat(FilePlan.paceToWatch(gzipped)).containsExactly("--throughput", "571");
    Path empty = Files.createFile(folder.resolve("empty.json"));
    assertThat(FilePlan.paceToWatch(empty)).containsExactly("--throughput", "500");
  }

  /** The demo reads a file up to its first call before it starts a program. */
  @Test
  void requireCall_everyFormOfTheCalls_isFoundOrRefused() throws IOException {
    Path resources = Path.of("../../lib/call-file/src/test/resources");
    try (Stream<Path> formats = Files.list(resources.resolve("formats"))) {
      for (Path file : formats.sorted().toList()) {
        FilePlan plan = new FilePlan(file, List.of());
        if (Files.exists(resources.resolve("expected/" + file.getFileName() + ".ndjson"))) {
          plan.requireCall();
        } else {
          assertThatThrownBy(plan::requireCall)
              .as(file.toString())
              .isInstanceOf(CommandException.class)
              .hasMessageContaining(file.getFileName().toString());
        }
      }
    }
  }
}
