package org.sfcrime.endtoend.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sfcrime.processes.StartedProcess;

/** A signal that no program can refuse, to a program and all that it has started. */
public enum Signal {
  KILL,
  STOP,
  CONT;

  public void sendTo(StartedProcess program) throws IOException, InterruptedException {
    // The scripts of bin/ become their programs; until then these are their children.
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
    // Fails for those that have just ended, which is as good.
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
