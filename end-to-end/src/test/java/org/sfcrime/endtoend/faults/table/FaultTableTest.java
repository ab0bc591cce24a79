package org.sfcrime.endtoend.faults.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

class FaultTableTest {
  @TempDir private Path folder;

  // Run explicitly below; surefire does not find classes with these names.
  static class Ends {
    @Test
    @Fault("ended well")
    void ends() {
      TABLE.get().held("ended well", 1, Duration.ofMillis(1_250));
      TABLE.get().held("ended well", 1, Duration.ofMillis(40));
    }

    @Test
    @Fault("ended badly")
    void fails() {
      TABLE.get().held("ended badly", 1, null);
      throw new AssertionError("\n2 calls are missing | of 10\nnamely these");
    }

    @Test
    @Fault("did not begin")
    void isSkipped() {
      assumeTrue(false, "needs root");
    }

    @Test
    @Fault("forgot to report")
    void reportsNothing() {}
  }

  static class CannotBeSetUp {
    @BeforeAll
    static void fails() throws IOException {
      throw new IOException("no broker");
    }

    @Test
    @Fault("never ran")
    void isNotReached() {}
  }

  private static final ThreadLocal<FaultTable> TABLE = new ThreadLocal<>();

  @Test
  void testEnded_everyResult() throws IOException {
    Path file = folder.resolve("table.md");
    TABLE.set(new FaultTable(file, new PrintStream(PrintStream.nullOutputStream())));
    LauncherConfig plain =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(plain)
        .execute(
            request().selectors(selectClass(Ends.class), selectClass(CannotBeSetUp.class)).build(),
            new FaultListener(TABLE.get()));

    assertThat(Files.readAllLines(file))
        .startsWith(
            "| fault | times injected | held | worst recovery |", "| --- | ---: | --- | ---: |")
        .contains(
            "| ended well | 2 | held | 1.3 s |",
            "| ended badly | 2 | NOT HELD (1 of 2): 2 calls are missing \\| of 10 namely these | - |",
            "| did not begin | 0 | skipped: needs root | - |",
            "| forgot to report | 0 | NOT HELD (0 of 0): nothing was injected | - |",
            "| never ran | 1 | NOT HELD (0 of 1): no broker | - |")
        .hasSize(7);
  }
}
