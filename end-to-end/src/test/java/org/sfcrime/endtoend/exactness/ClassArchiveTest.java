package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** bin/spark-submit makes its class-data archive by itself, and no state of it keeps a job up. */
class ClassArchiveTest {
  private static final String TOPIC = "archived";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private Rig rig;
  private Home copy;
  private int runs;

  @BeforeEach
  void start() throws IOException, InterruptedException, ProcessException {
    rig = Rig.start(folder);
    Path calls = rig.generate("calls.json.gz", "--calls", "500");
    rig.publish(rig.at(TOPIC), calls);
    copy = copyOfTheJob(folder.resolve("copy"));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void archive_isMadeUsedRefusedAndMadeAgain() throws Exception {
    assertThat(runWithArchive()).as("the first run records").isFalse();
    assertThat(archives()).isEmpty();
    assertThat(runWithArchive()).as("the second has it made").isTrue();
    Path first = archives().get(0);
    assertThat(run(Map.of("SFCRIME_CLASS_ARCHIVE", "none"))).as("switched off").isFalse();

    truncate(first);
    assertThat(runWithArchive()).as("an archive that is cut short").isFalse();

    Path jar = Path.of(copy.jobJar());
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(10)));
    assertThat(runWithArchive()).as("another jar").isFalse();
    assertThat(runWithArchive()).as("an archive of the other jar").isTrue();
    assertThat(archives()).singleElement().isNotEqualTo(first);
    assertThat(left()).as("besides the archive").hasSize(1);
  }

  private boolean runWithArchive() throws IOException, InterruptedException, ProcessException {
    return run(Map.of("SFCRIME_CLASS_ARCHIVE", "wait"));
  }

  /** Counts, and returns whether the job's own class came from an archive. */
  private boolean run(Map<String, String> environment)
      throws IOException, InterruptedException, ProcessException {
    Path work = Files.createDirectories(folder.resolve("run-" + ++runs));
    Path loaded = work.resolve("loaded.txt");
    Programs programs = new Programs(copy, rig.broker().address(), TOPIC, work, work);
    List<String> flags = new ArrayList<>(Rig.filesOf(programs));
    flags.addAll(List.of("--trigger", "available-now", "--top", "1"));
    StartedProcess.Command job =
        programs
            .job(flags)
            .in(environment)
            .in(
                Map.of(
                    "SFCRIME_SKIP_BUILD",
                    "1",
                    "JDK_JAVA_OPTIONS",
                    "-XX:TieredStopAtLevel=1 -Xlog:class+load:file=" + loaded));
    assertThat(rig.exitCode(job)).as("run %d", runs).isZero();
    assertThat(rig.result(programs).counts().sum()).as("run %d", runs).isEqualTo(500);
    assertThat(work.resolve("job.log")).content().doesNotContain("[warning]", "[error]");
    try (Stream<String> lines = Files.lines(loaded)) {
      return lines
          .filter(line -> line.contains("org.sfcrime.streaming.StreamingJob "))
          .findFirst()
          .orElseThrow()
          .contains("shared objects file");
    }
  }

  private List<Path> archives() throws IOException {
    return left().stream().filter(file -> file.toString().endsWith(".jsa")).toList();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files =
        Files.list(copy.root().resolve("streaming-job/target/class-archive"))) {
      return files.toList();
    }
  }

  private static void truncate(Path archive) throws IOException {
    assertThat(archive.toFile().setWritable(true)).isTrue();
    try (FileChannel bytes = new FileOutputStream(archive.toFile(), true).getChannel()) {
      bytes.truncate(bytes.size() / 2);
    }
  }

  /** What the job is run by, with an archive of its own: Spark's jars are links. */
  private static Home copyOfTheJob(Path root) throws IOException {
    Path target = Files.createDirectories(root.resolve("streaming-job/target"));
    Path original = Rig.HOME.root();
    for (String part : List.of("bin", "config", "data")) {
      Path to = Files.createDirectories(root.resolve(part));
      try (Stream<Path> files = Files.list(original.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    }
    Files.copy(Path.of(Rig.HOME.jobJar()), target.resolve("streaming-job.jar"));
    Files.createSymbolicLink(
        target.resolve("spark"), original.resolve("streaming-job/target/spark"));
    return new Home(root);
  }
}
