package org.sfcrime.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A signal that no program can refuse, to a program and all that it has started. */
enum Signal {
  KILL,
  STOP,
  CONT;

  void sendTo(StartedProcess program) throws IOException, InterruptedException {
    // The scripts of bin/ become their programs; until then these are their children.
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "kill -" + name() + " \"$@\"", "sh"));
    ProcessHandle.of(program.pid()).stream()
        .flatMap(own -> Stream.concat(Stream.of(own), own.descendants()))
        .map(handle -> Long.toString(handle.pid()))
        .forEach(command::add);
    if (command.size() > 4) {
      // Fails for those that have ended, which is as good.
      new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
  }
}
