package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.endtoend.harness.Shell;

/** {@code bin/demo} names the cause and leaves no process when it is stopped or a program fails. */
class DemoFailureTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @AutoClose private DemoProcess demo;

  @BeforeEach
  void prepare() throws IOException {
    demo = new DemoProcess(folder);
  }

  /** The signal is sent as soon as the named program has started. */
  @ParameterizedTest
  @CsvSource({"INT, broker, 130", "TERM, job, 143", "INT, producer, 130"})
  void signal_leavesNothing(String signal, String newest, int expected) throws Exception {
    demo.start(Map.of(), "--throughput", "50");
    demo.awaitFile(demo.out().resolve("logs").resolve(newest + ".log"));
    List<ProcessHandle> started = demo.handle().descendants().toList();
    Shell.run(List.of("kill", "-" + signal, "" + demo.handle().pid()));
    demo.assertExits(expected);
    demo.assertNothingLeft(started);
    assertThat(demo.out().resolve("counts.csv")).doesNotExist();
  }

  private List<ProcessHandle> children() {
    return demo.handle().children().toList();
  }

  @Test
  void brokerDies_demoFails() throws IOException {
    demo.start(Map.of(), "--throughput", "50");
    demo.awaitThat(() -> children().size() == 5);
    List<ProcessHandle> started = demo.handle().descendants().toList();
    ProcessHandle broker =
        children().stream()
            .filter(child -> child.info().commandLine().orElse("").contains("local-kafka"))
            .findFirst()
            .orElseThrow();
    broker.destroyForcibly();
    demo.assertExits(1);
    assertThat(demo.output())
        .contains("demo: the broker ended with exit code 137; the end of its log (");
    demo.assertNothingLeft(started);
  }

  @Test
  void jobFails_logIsShown() throws IOException {
    demo.start(Map.of("SPARK_HOME", folder.toString()));
    demo.assertExits(1);
    assertThat(demo.output())
        .contains("demo: the job ended with exit code 1; the end of its log (" + demo.out())
        .contains("bin/spark-submit: there is no bin/spark-submit in SPARK_HOME");
    demo.assertNothingLeft(List.of());
  }
}
