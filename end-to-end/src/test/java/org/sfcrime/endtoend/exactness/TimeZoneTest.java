package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The counts do not depend on the time zone of the programs. */
class TimeZoneTest {
  /**
   * The first zone changes its offset on both nights. The half hour in the offset of the second
   * would move windows.
   */
  private static final List<String> ZONES = List.of("America/Los_Angeles", "Asia/Kolkata", "UTC");

  /** On the first night, 2:00 to 3:00 does not exist; on the second, 1:00 to 2:00 occurs twice. */
  private static final List<String> NIGHTS = List.of("2018-03-11", "2018-11-04");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
  }

  @Test
  @Fault("time zones")
  void bothNightsOfTheClockChange_countsFileIsTheSame(Injections injections)
      throws IOException, InterruptedException {
    Path file = nights();
    Promise promise = Promise.of(rig, file);
    Path first = null;
    for (String zone : ZONES.subList(0, Faults.times(2, 3))) {
      Programs programs = rig.at("zone-" + zone.replace('/', '-'));
      Map<String, String> environment =
          Map.of("TZ", zone, "JAVA_TOOL_OPTIONS", "-Duser.timezone=" + zone);
      StartedProcess producer = rig.start(programs.producer(file, List.of()).in(environment));
      ProgramEnd.assertExits(producer, 0);
      JobRun run = rig.countAvailable(programs, environment);
      promise.assertHolds(programs, "in " + zone);
      assertThat(run.report().late()).isZero();
      assertThat(run.counts().rows()).isEqualTo(promise.oracle().rows());
      first = first == null ? counts(programs) : first;
      assertThat(counts(programs)).hasSameBinaryContentAs(first);
      injections.held();
    }
  }

  private static Path counts(Programs programs) {
    return programs.work().resolve("counts.csv");
  }

  /** Generates calls of both nights, including the affected hours. */
  private static Path nights() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String night : NIGHTS) {
      String name = night + ".ndjson";
      lines.addAll(
          Files.readAllLines(rig.generateLines(name, 1_500, "--days", "2", "--end-date", night)));
      assertThat(lines).anyMatch(line -> line.contains(night + "T01:"));
      assertThat(lines).anyMatch(line -> line.contains(night + "T02:"));
    }
    return Files.write(folder.resolve("nights.ndjson"), lines);
  }
}
