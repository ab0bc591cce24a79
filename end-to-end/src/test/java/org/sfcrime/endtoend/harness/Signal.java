package org.sfcrime.endtoend.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sfcrime.processes.StartedProcess;

/** A signal that no program can ignore, sent to a program and all its descendants. */
public enum Signal {
  KILL,
  STOP,
  CONT;

  public void sendTo(StartedProcess program) throws IOException, InterruptedException {
    // A script of bin/ replaces itself with its program; before that it may have child processes.
    List<ProcessHandle> all =
        ProcessHandle.of(program.pid()).stream()
            .flatMap(own -> Stream.concat(Stream.of(own), own.descendants()))
            .toList();
    if (this == KILL) {
      all.forEach(ProcessHandle::destroyForcibly);
    } else if (!all.isEmpty()) {
      kill(all);
    }
  }

  private void kill(List<ProcessHandle> all) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
    all.forEach(handle -> command.add(Long.toString(handle.pid())));
    // The exit code is ignored: kill fails for processes that have just ended.
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
