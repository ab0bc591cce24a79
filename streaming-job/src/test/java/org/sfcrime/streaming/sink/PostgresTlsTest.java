package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.countrecord.GroupFields;

/**
 * A server with TLS, whose certificate is for localhost and from a CA of the test. The job's user
 * may connect with TLS and a password only.
 */
@Timeout(120)
class PostgresTlsTest {
  private static final String PASSWORD = "canary";

  @TempDir private static Path folder;
  @AutoClose private static TestPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    Path keys = makeKeys("server");
    Path access = folder.resolve("access");
    Files.writeString(
        access,
        """
        hostssl all counter  127.0.0.1/32 scram-sha-256
        host    all postgres 127.0.0.1/32 trust
        """);
    Map<String, String> settings =
        Map.of(
            "ssl", "on",
            "ssl_cert_file", pem(keys, "localhost").toString(),
            "ssl_key_file", key(keys).toString(),
            "hba_file", access.toString());
    pem(keys, "ca");
    postgres = TestPostgres.start(folder, settings);
    postgres.execute("CREATE ROLE counter LOGIN PASSWORD '" + PASSWORD + "'");
    postgres.execute("GRANT CREATE, USAGE ON SCHEMA public TO counter");
    pem(makeKeys("other"), "ca");
  }

  /** Makes a CA and a certificate from it for localhost, in a keystore. */
  private static Path makeKeys(String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name + ".p12");
    keytool(file, "-alias", "ca", "-dname", "CN=CA", "-ext", "bc:c");
    keytool(
        file,
        "-alias",
        "localhost",
        "-dname",
        "CN=db",
        "-signer",
        "ca",
        "-ext",
        "san=dns:localhost");
    return file;
  }

  private static void keytool(Path file, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-keystore", file.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of(arguments));
    assertThat(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor())
        .isZero();
  }

  private static KeyStore load(Path keys) throws Exception {
    return KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
  }

  private static Path pem(Path keys, String alias) throws Exception {
    Certificate certificate = load(keys).getCertificate(alias);
    return write(
        keys.resolveSibling(keys.getFileName() + "." + alias),
        "CERTIFICATE",
        certificate.getEncoded());
  }

  private static Path key(Path keys) throws Exception {
    Key key = load(keys).getKey("localhost", PASSWORD.toCharArray());
    Path file = write(keys.resolveSibling("key"), "PRIVATE KEY", key.getEncoded());
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Path write(Path file, String type, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, text));
  }

  /** A sink with {@code sslmode=verify-full} in its URL, as in the documentation. */
  private static PostgresSink sink(String host, String ca, Map<String, String> properties) {
    String url =
        "jdbc:postgresql://%s:%d/postgres?sslmode=verify-full&sslrootcert=%s"
            .formatted(host, postgres.server().getPort(), folder.resolve(ca));
    return new PostgresSink(
        new PostgresOptions(url, "counts", properties), new PostgresColumns(GroupFields.USUAL));
  }

  private static final Map<String, String> LOGIN = Map.of("user", "counter", "password", PASSWORD);

  private static void assertRefused(PostgresSink sink, String reason) {
    assertThatThrownBy(() -> sink.id(true))
        .isInstanceOf(SinkException.class)
        .hasMessageStartingWith("--sink jdbc, table counts: ")
        .hasMessageContaining(reason)
        .hasMessageNotContainingAny("\n", PASSWORD);
  }

  @Test
  void verifyFull_theRightHostAndCa() throws Exception {
    PostgresSink sink = sink("localhost", "server.p12.ca", LOGIN);
    assertThat(sink.id(true)).startsWith("server ");
    sink.prepare();
    sink.finish(0);
  }

  @Test
  void verifyFull_anotherCa() {
    assertRefused(sink("localhost", "other.p12.ca", LOGIN), "PKIX path validation failed");
  }

  @Test
  void verifyFull_anotherHost() {
    assertRefused(sink("127.0.0.1", "server.p12.ca", LOGIN), "127.0.0.1 could not be verified");
    assertThat(Logger.getLogger("org.postgresql.ssl").isLoggable(Level.SEVERE)).isFalse();
  }

  @Test
  void verifyFull_noCa() {
    assertRefused(sink("localhost", "missing", LOGIN), "Could not open SSL root certificate file");
  }

  @Test
  void withoutTls_theServerRefuses() {
    Map<String, String> plain =
        Map.of("user", "counter", "password", PASSWORD, "sslmode", "disable");
    String url = "jdbc:postgresql://localhost:" + postgres.server().getPort() + "/postgres";
    assertRefused(
        new PostgresSink(
            new PostgresOptions(url, "counts", plain), new PostgresColumns(GroupFields.USUAL)),
        "no encryption");
  }

  @Test
  void password_wrongOrMissing() {
    Map<String, String> wrong = Map.of("user", "counter", "password", "wrong");
    assertRefused(sink("localhost", "server.p12.ca", wrong), "password authentication failed");
    assertRefused(
        sink("localhost", "server.p12.ca", Map.of("user", "counter")), "no password was provided");
  }

  /** The driver reads this property before the variable PGPASSFILE, and that before ~/.pgpass. */
  @Test
  void password_fromPgpass() throws Exception {
    Path pgpass = Files.writeString(folder.resolve("pgpass"), "localhost:*:*:counter:" + PASSWORD);
    System.setProperty("org.postgresql.pgpassfile", pgpass.toString());
    try {
      assertThat(sink("localhost", "server.p12.ca", Map.of("user", "counter")).id(true))
          .startsWith("server ");
    } finally {
      System.clearProperty("org.postgresql.pgpassfile");
    }
  }
}
