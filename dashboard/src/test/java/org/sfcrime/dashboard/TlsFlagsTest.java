package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.dashboard.web.TestKeystore;

class TlsFlagsTest {
  @TempDir private Path folder;
  private Path password;

  @BeforeEach
  void writePassword() throws IOException {
    password = Files.writeString(folder.resolve("password"), TestKeystore.PASSWORD + "\n");
    restrict(password);
  }

  private static void restrict(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Runs the program on a port that is in use, so that it ends when the flags are right. */
  private static List<String> run(Object... flags) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PrintStream err = new PrintStream(text, true, StandardCharsets.UTF_8)) {
      List<String> arguments = new ArrayList<>();
      arguments.addAll(List.of("--bootstrap-server", "127.0.0.1:1", "--port"));
      arguments.add(Integer.toString(taken.getLocalPort()));
      for (Object flag : flags) {
        arguments.add(flag.toString());
      }
      Dashboard.run(arguments.toArray(new String[0]), err, err);
    }
    return text.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<String> run(Path keystore, Path password) throws IOException {
    return run("--tls-keystore", keystore, "--tls-keystore-password-file", password);
  }

  @Test
  void keystoreAndPassword_areAccepted() throws Exception {
    Path keystore = TestKeystore.make(folder);
    restrict(keystore);
    assertThat(run(keystore, password)).singleElement().asString().contains("cannot listen");
  }

  @Test
  void filesThatOthersCanRead_areNamed() throws Exception {
    Path keystore = TestKeystore.make(folder);
    Files.setPosixFilePermissions(keystore, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    String warning =
        "warning: all users of this machine can read %s, which has a secret: chmod 600 %1$s";
    assertThat(run(keystore, password))
        .startsWith(warning.formatted(keystore), warning.formatted(password));
  }

  @Test
  void flags_needEachOther() throws IOException {
    String message =
        "dashboard: --tls-keystore and --tls-keystore-password-file need each other (see --help)";
    assertThat(run("--tls-keystore", "a")).containsExactly(message);
    assertThat(run("--tls-keystore-password-file", "a")).containsExactly(message);
  }

  @Test
  void wrongFiles_areNamedInOneLine() throws Exception {
    Path keystore = TestKeystore.make(folder);
    Path missing = folder.resolve("missing");
    Path other = Files.writeString(folder.resolve("other"), "other");
    assertThat(run(missing, password))
        .containsExactly(
            "dashboard: --tls-keystore %s: cannot be read as PKCS12: no such file (see --help)"
                .formatted(missing));
    assertThat(run(keystore, missing))
        .containsExactly(
            "dashboard: --tls-keystore-password-file %s cannot be read: no such file (see --help)"
                .formatted(missing));
    assertThat(run(keystore, other))
        .containsExactly(
            "dashboard: --tls-keystore %s: the password in %s is wrong (see --help)"
                .formatted(keystore, other));
    assertThat(run(other, password))
        .singleElement()
        .asString()
        .startsWith("dashboard: --tls-keystore %s: cannot be read as PKCS12: ".formatted(other));
  }

  @Test
  void keystoreWithoutKey_isNamed() throws Exception {
    Path trusted = TestKeystore.withoutKey(folder);
    assertThat(run(trusted, password))
        .containsExactly(
            "dashboard: --tls-keystore %s has no private key, only certificates (see --help)"
                .formatted(trusted));
  }
}
