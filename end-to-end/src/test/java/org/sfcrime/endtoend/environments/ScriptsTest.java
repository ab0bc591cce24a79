package org.sfcrime.endtoend.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Shell;

/** Runs the scripts as a service, in a container, and in other places without a usual shell. */
class ScriptsTest {
  private static final String UID = "12345";
  private static final List<String> AS_A_SERVICE = List.of("env", "-u", "HOME", "-u", "USER");
  private static final String ONE_COMPILER =
      "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m";

  @TempDir private Path folder;

  private record Ended(int exitCode, String output) {}

  private Ended run(List<String> prefix, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Ended(process.waitFor(), output);
  }

  /** Runs a command of the built programs. */
  private Ended runBuilt(List<String> prefix, String... command)
      throws IOException, InterruptedException {
    return run(prefix, Map.of("SFCRIME_SKIP_BUILD", "1"), command);
  }

  private static String program(String name) {
    return Rig.HOME.program(name);
  }

  /** Returns the words before a command that run it with a user id that has no name. */
  private List<String> asUserWithoutName() throws IOException, InterruptedException {
    assumeTrue(Shell.run(List.of("id", "-u")).equals("0"), "needs root");
    List<String> words = new ArrayList<>(AS_A_SERVICE);
    words.addAll(List.of("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups"));
    assumeTrue(
        runBuilt(words, "test", "-r", Rig.HOME.jobJar()).exitCode() == 0,
        "other users cannot read the checkout");
    return words;
  }

  /** Copies the scripts, without the programs, to a folder. */
  private static Path copyScripts(Path checkout) throws IOException {
    Path bin = Files.createDirectories(checkout.resolve("bin"));
    try (Stream<Path> scripts = Files.list(Rig.HOME.root().resolve("bin"))) {
      for (Path script : scripts.toList()) {
        Files.copy(script, bin.resolve(script.getFileName()));
      }
    }
    return bin;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "producer",
        "consumer",
        "dashboard",
        "report",
        "generate-calls",
        "city-feed",
        "kafka",
        "demo"
      })
  void withoutHomeAndUser(String name) throws Exception {
    assertThat(runBuilt(AS_A_SERVICE, program(name), "--version"))
        .isEqualTo(new Ended(0, "SF Crime Statistics 0.2.0"));
  }

  @Test
  void userWithoutName() throws Exception {
    assertThat(runBuilt(asUserWithoutName(), program("consumer"), "--version"))
        .isEqualTo(new Ended(0, "SF Crime Statistics 0.2.0"));
  }

  /** The job prints its help after Spark has logged in the user. */
  @Test
  void userWithoutName_sparkSubmit() throws Exception {
    Ended ended =
        runBuilt(asUserWithoutName(), program("spark-submit"), Rig.HOME.jobJar(), "--help");
    assertThat(ended.output()).startsWith("Counts San Francisco's police calls");
    assertThat(ended.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--topic t, true",
    "--trigger 1 second, true",
    "--trigger available-now, false",
    "--trigger=available-now, false"
  })
  void sparkSubmit_oneCompilerUnlessTheJobEnds(String flags, boolean isOne) throws Exception {
    String job = sparkOptions(program("spark-submit"), Rig.HOME.jobJar(), flags);
    assertThat(job.contains(ONE_COMPILER)).as(job).isEqualTo(isOne);
    assertThat(sparkOptions(program("spark-submit"), "other.jar", flags))
        .startsWith("options:")
        .doesNotContain(ONE_COMPILER);
  }

  @Test
  void sparkSubmit_oneCompilerBeforeTheFirstBuild() throws Exception {
    Path bin = copyScripts(folder.resolve("checkout"));
    String jar = bin.resolveSibling("streaming-job/target/streaming-job.jar").toString();
    assertThat(sparkOptions(bin.resolve("spark-submit").toString(), jar, "--topic t"))
        .contains(ONE_COMPILER);
  }

  /** Runs the script with a Spark that prints the JVM options that it gets. */
  private String sparkOptions(String script, String jar, String flags) throws Exception {
    Path spark = folder.resolve("spark");
    Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\necho options: $SPARK_SUBMIT_OPTS\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>(List.of(script, jar));
    command.addAll(List.of(flags.split(" ")));
    return runBuilt(List.of("env", "SPARK_HOME=" + spark), command.toArray(String[]::new)).output();
  }

  @Test
  void readOnlyCheckout_notBuilt() throws Exception {
    Path bin = copyScripts(folder.resolve("checkout"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(run(asUserWithoutName(), Map.of(), bin.resolve("consumer").toString(), "--version"))
        .isEqualTo(
            new Ended(
                1,
                "bin/consumer: consumer is not built or older than its sources, and this user cannot"
                    + " write to %s: build with a user who can, with mvn package -DskipTests"
                        .formatted(bin.getParent().toRealPath())));
  }

  /** A Maven that prints what the real one prints. */
  @Test
  void build_showsEachModuleAndTheErrors() throws Exception {
    Path bin = copyScripts(folder.resolve("checkout"));
    Path maven = Files.createDirectory(folder.resolve("maven")).resolve("mvn");
    Files.writeString(
        maven,
        """
        #!/bin/sh
        echo '[INFO] Building SF Crime Statistics: call record 0.2.0          [2/9]'
        echo '[WARNING] a warning'
        echo 'of two lines'
        echo '[ERROR] an error'
        echo 'of two lines' >&2
        exit 1
        """);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    String path = maven.getParent() + ":" + System.getenv("PATH");
    Ended ended =
        run(List.of(), Map.of("PATH", path), bin.resolve("producer").toString(), "--version");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output().replaceAll("\\d+:\\d\\d ", "0:00 ").lines().skip(1))
        .containsExactly(
            "  0:00  building call record 0.2.0 [2/9]",
            "[ERROR] an error",
            "of two lines",
            "bin/producer: the build failed, see above");
  }

  @Test
  void colonInThePath_isRefused() throws Exception {
    Path bin = copyScripts(folder.resolve("a:b"));
    Ended ended = run(List.of(), Map.of(), bin.resolve("producer").toString(), "--version");
    assertThat(ended.output())
        .startsWith("bin/producer: the path of the checkout (")
        .contains("a:b) contains a colon")
        .hasLineCount(1);
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  /** The shell writes the name: this JVM may run in the locale C too. */
  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=", "LC_CTYPE=xx_XX.UTF-8"})
  void locale_fileNameThatIsNotAscii(String locale) throws Exception {
    String command =
        "name=$(printf 'caf\\303\\251.json') && \"$1\" --calls 1 --out \"$name\" && test -s \"$name\"";
    List<String> environment = List.of("env", "-u", "LC_ALL", "-u", "LC_CTYPE", "-u", "LANG");
    Ended ended =
        runBuilt(environment, locale, "sh", "-c", command, "sh", program("generate-calls"));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }
}
