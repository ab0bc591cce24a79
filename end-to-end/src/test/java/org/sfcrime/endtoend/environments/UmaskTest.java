package org.sfcrime.endtoend.environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** The files of the job have the rights that the umask of its user gives. */
class UmaskTest {
  private static final Set<PosixFilePermission> OF_THE_OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void job_othersReadNothing() throws IOException, InterruptedException {
    try (Rig rig = Rig.start(folder)) {
      Programs programs = rig.at("umask");
      rig.publish(programs, Rig.HOME.sample(), "--max-records", "500");
      Path parquet = programs.work().resolve("parquet");
      List<String> flags = new ArrayList<>(List.of("--trigger", "available-now"));
      flags.addAll(List.of("--output-mode", "append"));
      flags.addAll(List.of("--sink", "parquet", "--parquet-dir", parquet.toString()));
      assertThat(rig.exitCode(withUmask(programs.job(flags)))).isZero();
      for (Path written : List.of(parquet, programs.checkpoint(), programs.report("job"))) {
        try (Stream<Path> files = Files.walk(written)) {
          assertThat(files).isNotEmpty().allMatch(UmaskTest::isOfTheOwnerOnly);
        }
      }
    }
  }

  private static StartedProcess.Command withUmask(StartedProcess.Command command) {
    List<String> words = new ArrayList<>(List.of("bash", "-c", "umask 077; exec \"$0\" \"$@\""));
    words.addAll(command.command());
    return new StartedProcess.Command(command.name(), words, command.environment(), command.log());
  }

  private static boolean isOfTheOwnerOnly(Path file) {
    try {
      return OF_THE_OWNER.containsAll(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
