package org.sfcrime.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Logins;
import org.sfcrime.processes.StartedProcess;

/**
 * The passwords of a secured broker's users, which are searched for in all places that others may
 * see. They are random, so they are nowhere by chance.
 *
 * @param directory the only directory that may have them
 */
record Passwords(Path directory, List<String> values) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static Passwords of(Rig rig, Logins logins) {
    List<String> values =
        Stream.of("admin", "producer", "consumer", "job", "dashboard").map(rig::password).toList();
    return new Passwords(logins.directory().orElseThrow(), values);
  }

  /** Checks the arguments and the environment of programs and their children. */
  void assertNotInProcesses(List<StartedProcess> programs) throws IOException {
    for (StartedProcess program : programs) {
      ProcessHandle handle = ProcessHandle.of(program.pid()).orElseThrow();
      List<ProcessHandle> all = Stream.concat(Stream.of(handle), handle.descendants()).toList();
      for (ProcessHandle process : all) {
        for (String shown : List.of("cmdline", "environ")) {
          Path file = Path.of("/proc/" + process.pid(), shown);
          assertAbsent(Files.readAllBytes(file), file.toString());
        }
      }
    }
  }

  /** Checks all files of a folder, except the logins and the broker's own properties. */
  void assertNotInFiles(Path folder) throws IOException {
    List<Path> searched;
    try (Stream<Path> files = Files.walk(folder)) {
      searched =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(directory))
              .filter(file -> !file.equals(directory.resolveSibling("broker.properties")))
              .toList();
    }
    // Logs, reports, progress, ledger, checkpoint, state, counts, and the broker's data.
    assertThat(searched).hasSizeGreaterThan(20);
    for (Path file : searched) {
      assertAbsent(Files.readAllBytes(file), file.toString());
    }
  }

  /** Checks what a server of a program shows. */
  void assertNotServed(URI address) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        CLIENT.send(
            HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(address.toString()).isEqualTo(200);
    assertThat(answer.body()).as(address.toString()).isNotEmpty();
    assertAbsent(answer.body(), address.toString());
  }

  private void assertAbsent(byte[] content, String place) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    for (String password : values) {
      assertThat(text.contains(password)).as("a password in %s", place).isFalse();
    }
  }
}
