package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Home;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** bin/spark-submit creates its class-data archive; a missing or bad archive never stops a job. */
class ClassArchiveTest {
  private static final String TOPIC = "archived";
  private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(3);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @AutoClose private Rig rig;
  private Home copy;
  private int runs;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
    Path calls = rig.generate("calls.json.gz", 500);
    rig.publish(rig.at(TOPIC), calls);
    copy = copyOfTheJob(folder.resolve("copy"));
  }

  @Test
  void archive_createdUsedRefusedAndRecreated() throws Exception {
    Map<String, String> wait = Map.of("SFCRIME_CLASS_ARCHIVE", "wait");
    assertThat(run(wait)).as("the first run records classes").isFalse();
    assertThat(run(wait)).as("the next run uses the archive").isTrue();
    assertThat(run(Map.of("SFCRIME_CLASS_ARCHIVE", "none"))).as("switched off").isFalse();

    assertThat(files()).hasSize(1);
    Path archive = files().get(0);
    truncate(archive);
    assertThat(run(Map.of())).as("a truncated archive").isFalse();

    Path jar = Path.of(copy.jobJar());
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(10)));
    assertThat(run(Map.of())).as("another jar: records again").isFalse();
    await("an archive after the run, instead of the other jar's")
        .atMost(ARCHIVE_LIMIT)
        .until(() -> isOneArchive(files()) && !Files.exists(archive));
  }

  private static boolean isOneArchive(List<Path> files) {
    return files.size() == 1 && files.get(0).toString().endsWith(".jsa");
  }

  /** Runs the job and returns whether its main class was loaded from an archive. */
  private boolean run(Map<String, String> environment) throws IOException, InterruptedException {
    Path work = Files.createDirectories(folder.resolve("run-" + ++runs));
    Path loaded = work.resolve("loaded.txt");
    Programs programs = new Programs(copy, rig.broker().address(), TOPIC, work, work);
    StartedProcess.Command job =
        programs
            .job(Rig.jobFlags(programs, "available-now"))
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

  private List<Path> files() throws IOException {
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

  /** Copies the files that run the job, so the copy has its own archive; Spark's jars are links. */
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
