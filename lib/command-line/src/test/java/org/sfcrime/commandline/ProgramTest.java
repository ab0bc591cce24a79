package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private enum Order {
    NEWEST_FIRST,
    EVENT_TIME
  }

  @Command(name = "bin/count", description = "Counts.")
  private static final class CountCommand implements Callable<Integer> {
    @Option(names = "--fail")
    private String failure = "";

    @Option(names = "--most")
    private int most;

    @Option(names = "--order")
    private Order order = Order.NEWEST_FIRST;

    @Override
    public Integer call() throws Exception {
      return Program.options(this::checkedMost) + fail() + (order == Order.EVENT_TIME ? 4 : 0);
    }

    private int checkedMost() {
      if (most < 0) {
        throw new IllegalArgumentException("--most (" + most + ") must not be negative");
      }
      return most;
    }

    private int fail() throws Exception {
      return switch (failure) {
        case "command" -> throw new CommandException("no broker answers\nat all");
        case "file" -> throw new NoSuchFileException("a/b");
        case "io" -> throw new IOException("disk full");
        case "interrupt" -> throw new InterruptedException();
        case "memory" -> throw new OutOfMemoryError("Java heap space");
        case "bug" -> throw new IllegalArgumentException("bug");
        default -> 0;
      };
    }
  }

  private int run(String... args) {
    return Program.run(
        new CountCommand(),
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void run_exitCodeOfTheCommand() {
    assertThat(run("--most", "3")).isEqualTo(3);
    assertThat(errors()).isEmpty();
  }

  @Test
  void run_helpAndVersion() {
    assertThat(run("--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("Usage: bin/count")
        .endsWith("SF Crime Statistics 0.2.0" + System.lineSeparator());
    assertThat(errors()).isEmpty();
  }

  @Test
  void run_completionScript() {
    assertThat(run("--completion-script", "count")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("'--most'", "--order", "(\"newest-first\" \"event-time\")")
        .contains("-o default count ")
        .doesNotContain("NEWEST_FIRST");
  }

  @Test
  void run_manPage() {
    assertThat(run("--man-page", "count")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith(".TH \"COUNT\" \"1\" \"\" \"SF Crime Statistics 0.2.0\"")
        .contains("\n.TP\n.B \"\\-\\-most ")
        .doesNotContain("${", " --");
  }

  @Test
  void version_isThatOfTheBuildAndOfTheContracts() throws IOException {
    String version = Program.VERSION.replace("SF Crime Statistics ", "");
    assertThat(Path.of("../../pom.xml")).content().contains("<version>" + version + "</version>");
    assertThat(Path.of("../../docs/contracts/asyncapi.yaml")).content().contains(": " + version);
    assertThat(Path.of("../../CHANGELOG.md")).content().contains("\n## " + version + " (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version"})
  void run_outputCannotBeWritten(String flag) throws IOException {
    try (PrintStream full = new PrintStream("/dev/full", StandardCharsets.UTF_8)) {
      PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
      assertThat(Program.run(new CountCommand(), new String[] {flag}, full, errors)).isEqualTo(1);
    }
    assertThat(errors()).startsWith("count: standard output cannot be written: ").hasLineCount(1);
  }

  @Test
  void run_unknownOption() {
    assertThat(run("--nonsense")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo("count: Unknown option: '--nonsense' (see --help)" + System.lineSeparator());
  }

  @Test
  void run_invalidOption() {
    assertThat(run("--most", "-1")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo("count: --most (-1) must not be negative (see --help)" + System.lineSeparator());
  }

  @Test
  void run_enum() {
    assertThat(run("--order", "event-time")).isEqualTo(4);
    assertThat(run("--order", "Event-Time")).isEqualTo(4);
    assertThat(run("--order", "random")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo(
            "count: Invalid value for option '--order': 'random' is none of newest-first,"
                + " event-time (see --help)"
                + System.lineSeparator());
  }

  @Test
  void run_failures() {
    assertThat(run("--fail", "command")).isEqualTo(1);
    assertThat(run("--fail", "file")).isEqualTo(1);
    assertThat(run("--fail", "io")).isEqualTo(1);
    assertThat(run("--fail", "interrupt")).isEqualTo(1);
    assertThat(run("--fail", "memory")).isEqualTo(1);
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    assertThat(errors().lines())
        .containsExactly(
            "count: no broker answers\\u000aat all",
            "count: a/b: no such file",
            "count: disk full",
            "count: stopped before its end",
            "count: Java heap space: the heap has %,d MB. Set a larger one, for example JAVA_OPTS=-Xmx1g"
                .formatted(megabytes));
  }

  @Test
  void run_bugPrintsStackTrace() {
    assertThat(run("--fail", "bug")).isEqualTo(1);
    assertThat(errors()).contains("IllegalArgumentException: bug", "\tat ");
  }
}
