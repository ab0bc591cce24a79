package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The counts are the same wherever the programs run. */
class TimeZoneTest {
  /** The first changes its offset in both nights; half an hour of the second would move windows. */
  private static final List<String> ZONES = List.of("America/Los_Angeles", "Asia/Kolkata", "UTC");

  /** In the first night two o'clock does not exist, in the second one o'clock comes twice. */
  private static final List<String> NIGHTS = List.of("2018-03-11", "2018-11-04");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;

  @BeforeAll
  static void start() throws IOException, InterruptedException, ProcessException {
    rig = Rig.start(folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  @Fault("time zones")
  void bothNightsOfTheClockChange_countsFileIsTheSame(Injections injections)
      throws IOException, InterruptedException, ProcessException {
    Path file = nights();
    Promise promise = Promise.of(rig, file);
    Path first = null;
    for (String zone : ZONES.subList(0, Faults.times(2, 3))) {
      Programs programs = rig.at("zone-" + zone.replace('/', '-'));
      Map<String, String> environment =
          Map.of("TZ", zone, "JAVA_TOOL_OPTIONS", "-Duser.timezone=" + zone);
      StartedProcess producer = rig.start(programs.producer(file, List.of()).in(environment));
      assertThat(producer.await(Rig.LIMIT)).as(() -> producer.failure().getMessage()).isZero();
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

  /** Calls of both nights, of the hours in question too. */
  private static Path nights() throws IOException, InterruptedException, ProcessException {
    List<String> lines = new ArrayList<>();
    for (String night : NIGHTS) {
      String name = night + ".ndjson";
      lines.addAll(
          Files.readAllLines(
              rig.generate(
                  name,
                  "--calls",
                  "1500",
                  "--days",
                  "2",
                  "--end-date",
                  night,
                  "--order",
                  "event-time",
                  "--format",
                  "ndjson")));
      assertThat(lines).anyMatch(line -> line.contains(night + "T01:"));
      assertThat(lines).anyMatch(line -> line.contains(night + "T02:"));
    }
    return Files.write(folder.resolve("nights.ndjson"), lines);
  }
}
