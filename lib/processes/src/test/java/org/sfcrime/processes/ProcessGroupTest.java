package org.sfcrime.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.commandline.CommandException;

class ProcessGroupTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private StartedProcess.Command shell(String script) {
    return new StartedProcess.Command(
        "shell", List.of("sh", "-c", script), Map.of("NAME", "value"), folder.resolve("shell.log"));
  }

  private ProcessGroup group() throws IOException {
    return new ProcessGroup(
        Files.createDirectory(folder.resolve("work")), false, Map.of("SHARED", "by all"));
  }

  @Test
  void start_outputGoesToTheLog() throws Exception {
    try (ProcessGroup group = group()) {
      StartedProcess program = group.start(shell("echo $NAME $SHARED; echo error >&2; exit 5"));
      assertThat(program.await(LIMIT)).isEqualTo(5);
      assertThat(folder.resolve("shell.log")).hasContent("value by all\nerror");
      assertThat(program.failure())
          .hasMessage(
              "the shell ended with exit code 5; the end of its log (%s): value by all | error",
              folder.resolve("shell.log"));
    }
  }

  @Test
  void failure_withoutStackFrames() throws Exception {
    try (ProcessGroup group = group()) {
      StartedProcess program =
          group.start(
              shell("printf 'IOException: full\\n\\tat a.B.c(B.java:1)\\n\\t... 4 more\\n'"));
      program.await(LIMIT);
      assertThat(program.failure()).hasMessageEndingWith("shell.log): IOException: full");
    }
  }

  @Test
  void start_standardOutputIsHandedOn() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ProcessGroup group = group()) {
      assertThat(group.start(shell("echo one; echo two"), lines::add).await(LIMIT)).isZero();
    }
    assertThat(lines).containsExactly("one", "two");
    assertThat(folder.resolve("shell.log")).hasContent("one\ntwo");
  }

  @Test
  void terminate_outputAfterTheSignalIsHandedOn() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ProcessGroup group = group()) {
      StartedProcess program =
          group.start(
              shell("trap 'echo last; exit 0' TERM; echo ready; while :; do sleep 0.1; done"),
              lines::add);
      await().atMost(LIMIT).until(() -> lines.contains("ready"));
      program.terminate();
      assertThat(program.await(LIMIT)).isZero();
    }
    assertThat(lines).containsExactly("ready", "last");
  }

  /** {@code /dev/full} refuses every write, as a full disk does. */
  @Test
  void start_logCannotBeWritten_outputIsReadToItsEnd() throws Exception {
    AtomicInteger lines = new AtomicInteger();
    try (ProcessGroup group = group()) {
      StartedProcess program =
          group.start(
              new StartedProcess.Command(
                  "shell", List.of("sh", "-c", "seq 50000"), Map.of(), Path.of("/dev/full")),
              line -> lines.incrementAndGet());
      assertThatThrownBy(() -> program.await(LIMIT))
          .isInstanceOf(CommandException.class)
          .hasMessage("the log of the shell (/dev/full) is incomplete: No space left on device");
      assertThat(program.exitCode()).hasValue(0);
    }
    assertThat(lines).hasValue(50_000);
  }

  @Test
  void close_endsWhatTheProgramsStartedAndRemovesTheFolder() throws Exception {
    ProcessGroup group = group();
    Files.writeString(group.folder().resolve("file"), "");
    StartedProcess parent = group.start(shell("sleep 1000 & sleep 1001; true"));
    ProcessHandle handle = ProcessHandle.of(parent.pid()).orElseThrow();
    await().atMost(LIMIT).until(() -> handle.descendants().count() == 2);
    List<ProcessHandle> children = handle.descendants().toList();
    group.close();
    assertThat(parent.exitCode()).hasValue(143);
    await().atMost(LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(folder.resolve("work")).doesNotExist();
  }

  @Test
  void close_killsWhatDoesNotEnd() throws Exception {
    ProcessGroup group = group();
    Path ready = folder.resolve("ready");
    StartedProcess stubborn =
        group.start(shell("trap '' TERM; touch " + ready + "; while :; do sleep 1; done"));
    await().atMost(LIMIT).until(() -> Files.exists(ready));
    StartedProcess.stop(List.of(stubborn), Duration.ofMillis(300));
    assertThat(stubborn.exitCode()).hasValue(137);
    group.close();
  }

  @Test
  void forAShortRun_keepsWhatTheUserSet() {
    assertThat(ProcessGroup.forAShortRun(Map.of()))
        .isEqualTo(Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"));
    assertThat(ProcessGroup.forAShortRun(Map.of("JDK_JAVA_OPTIONS", "-Xss2m")))
        .isEqualTo(Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -Xss2m"));
  }

  @Test
  void start_ofAClosedGroup() throws Exception {
    ProcessGroup group = group();
    group.close();
    group.close();
    assertThatThrownBy(() -> group.start(shell("echo too late")))
        .isInstanceOf(InterruptedException.class);
    assertThat(folder.resolve("shell.log")).doesNotExist();
  }

  @Test
  void ctrlC_doesNotReachThePrograms() throws Exception {
    try (ProcessGroup group = group()) {
      StartedProcess program = group.start(shell("kill -INT $$; echo lives"));
      assertThat(program.await(LIMIT)).isZero();
      assertThat(folder.resolve("shell.log")).hasContent("lives");
    }
  }
}
