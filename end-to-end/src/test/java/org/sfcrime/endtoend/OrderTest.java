package org.sfcrime.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfcrime.endtoend.Rig.JobRun;

/** Calls in their order of time are never late; in any other order none is lost. */
class OrderTest {
  private static final String LINES = "calls-in-time-order.ndjson";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;

  @BeforeAll
  static void start() throws IOException, InterruptedException, DemoException {
    rig = Rig.start(folder);
    rig.generate(LINES, "--calls", "" + Rig.CALLS, "--order", "event-time", "--format", "ndjson");
    rig.createTopic("by-console", 4);
    rig.publishByConsole("by-console", folder.resolve(LINES));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  static Stream<Integer> offsetsPerTrigger() {
    return Stream.of(System.getProperty("sfcrime.offsets", "1000,5000").split(","))
        .map(Integer::valueOf);
  }

  /**
   * Without keys the console producer fills a batch for one partition, then one for another: each
   * partition is in order, and they lie hours apart.
   */
  @ParameterizedTest
  @MethodSource("offsetsPerTrigger")
  void keylessInTimeOrder_isNeverLate(int offsets)
      throws IOException, InterruptedException, DemoException {
    Oracle oracle = new Oracle(Rig.RADIO_CODES, folder.resolve(LINES));
    Programs job = withFolder(rig.at("by-console"), "at-" + offsets);
    JobRun run =
        rig.countAvailable(job, Map.of(), "--max-offsets-per-trigger", Integer.toString(offsets));
    assertThat(run.report().read()).isEqualTo(Rig.CALLS);
    assertThat(run.report().late()).isZero();
    assertThat(run.late().rows()).isEmpty();
    assertThat(run.counts().rows()).isEqualTo(oracle.rows());
  }

  private static Programs withFolder(Programs programs, String name) throws IOException {
    Path work = programs.work().resolve(name);
    Files.createDirectories(work);
    return new Programs(programs.home(), programs.broker(), programs.topic(), work, work);
  }

  @Test
  void fileOrder_countedAndLateTogetherAreTheOracles()
      throws IOException, InterruptedException, DemoException {
    Path file = Rig.HOME.sample();
    Programs programs = rig.at("in-file-order");
    assertThat(rig.publish(programs, file, "--order", "file")).isEqualTo(7_000);
    JobRun run = rig.countAvailable(programs, Map.of(), "--max-offsets-per-trigger", "500");
    // Newest first: most calls come when their window has closed.
    assertThat(run.report().late()).isGreaterThan(3_500);
    assertThat(run.report().counted() + run.report().late()).isEqualTo(7_000);
    assertThat(run.late().sum()).isEqualTo(run.report().late());
    assertThat(sums(List.of(run.counts(), run.late())))
        .isEqualTo(sums(List.of(new CountsCsv(new Oracle(Rig.RADIO_CODES, file).rows()))));
  }

  private static Map<String, Long> sums(List<CountsCsv> files) {
    return files.stream()
        .flatMap(file -> file.rows().stream())
        .collect(
            Collectors.groupingBy(
                row ->
                    String.join(
                        "|",
                        row.windowStart(),
                        row.windowEnd(),
                        row.crimeType(),
                        row.disposition(),
                        row.description()),
                TreeMap::new,
                Collectors.summingLong(CountsCsv.Row::count)));
  }
}
