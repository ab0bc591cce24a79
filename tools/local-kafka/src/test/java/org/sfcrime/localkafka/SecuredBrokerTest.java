package org.sfcrime.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.commandline.PropertiesFile;
import org.sfcrime.commandline.StopSignal;

/** One real broker with TLS and users. */
class SecuredBrokerTest {
  private static final String SETTINGS =
      Path.of("..", "..", "config", "broker.properties").toString();

  @TempDir private static Path temporary;

  private static final AccessControlEntry OTHER =
      new AccessControlEntry("User:other", "*", AclOperation.READ, AclPermissionType.ALLOW);

  private static Path directory;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    directory = temporary.resolve("sf crime Ω");
    port = port();
    assertThat(run("start", "--secure"))
        .startsWith("0 started at 127.0.0.1:" + port)
        .endsWith(
            "logins for --command-config: %s\n"
                .formatted(directory.resolve("security/*.properties")));
  }

  @AfterAll
  static void kill() throws Exception {
    var broker = new BrokerDirectory(directory).runningBroker();
    if (broker.isPresent()) {
      ProcessHandle process = ProcessHandle.of(broker.get().pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void otherUsersOfTheMachineReadNoSecret() throws Exception {
    List<String> readable = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        boolean isHidden =
            file.startsWith(directory.resolve("data"))
                || file.startsWith(directory.resolve("security"));
        if (!isHidden && mode.endsWith("r--")) {
          readable.add(file.getFileName().toString());
        }
      }
    }
    assertThat(readable).isEmpty();
    for (String hidden : List.of("data", "security")) {
      assertThat(Files.getPosixFilePermissions(directory.resolve(hidden)))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(login("job"))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(directory.resolve("broker.log"))).doesNotContain(password("job"));
  }

  @Test
  void directoryThatOthersCanWriteIsRefused() throws Exception {
    Path open = Files.createDirectory(temporary.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(
            call(
                "run", "--secure", "--dir", "" + open, "--port", "" + port(), "--config", SETTINGS))
        .isEqualTo(
            "1 kafka: other users can write to %s: choose a directory of your own with --dir\n"
                .formatted(open));
    assertThat(open.resolve("security")).doesNotExist();
  }

  @Test
  void settingThatSecureSetsIsRefused() throws Exception {
    Path settings = Files.writeString(temporary.resolve("own.properties"), "super.users=User:me\n");
    String other = temporary.resolve("other").toString();
    assertThat(
            call(
                "run",
                "--secure",
                "--dir",
                other,
                "--port",
                "" + port(),
                "--config",
                "" + settings))
        .isEqualTo(
            "2 kafka: --config sets super.users, which --secure sets; remove it from the file"
                + " (see --help)\n");
  }

  @Test
  void onlyKnownUsersGetIn() throws Exception {
    Map<String, Object> job = client("job");
    try (Admin admin = Admin.create(job)) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
    }
    Map<String, Object> wrong = new HashMap<>(job);
    wrong.computeIfPresent("sasl.jaas.config", (k, v) -> v.toString().replace("rd=\"", "rd=\"x"));
    assertRefused(wrong, SaslAuthenticationException.class);

    Map<String, Object> withoutTrust = new HashMap<>(job);
    withoutTrust.remove("ssl.truststore.location");
    withoutTrust.remove("ssl.truststore.type");
    assertRefused(withoutTrust, SslAuthenticationException.class);

    Map<String, Object> open = Map.of("bootstrap.servers", "127.0.0.1:" + port);
    assertRefused(open, TimeoutException.class);
    Map<String, Object> noLogin = new HashMap<>(job);
    noLogin.put("security.protocol", "SSL");
    assertRefused(noLogin, TimeoutException.class);
  }

  @Test
  void usersMayOnlyDoWhatTheirProgramsDo() throws Exception {
    try (Admin job = Admin.create(client("job"))) {
      NewTopic other = new NewTopic("other", 1, (short) 1);
      assertFailure(job.createTopics(List.of(other)).all(), TopicAuthorizationException.class);
      assertThat(job.listTopics().names().get()).doesNotContain("other");
    }
  }

  @Test
  void theKindOfABrokerStaysTheSame() {
    assertThat(run("start"))
        .isEqualTo(
            "1 kafka: the broker of %s is secured: add --secure, or choose another directory with --dir\n"
                .formatted(directory));
    assertThat(run("start", "--secure")).startsWith("0 already running");
    assertThat(run("status")).startsWith("0 running");
  }

  @Test
  void renew_givesNewConnectionsANewCertificate() throws Exception {
    try (Admin open = Admin.create(client("job"))) {
      for (int i = 0; i < 2; i++) {
        assertThat(open.describeCluster().nodes().get()).hasSize(1);
        String before = certificate();
        assertThat(run("renew"))
            .startsWith("0 renewed the certificate of the broker at 127.0.0.1:");
        await().until(() -> !certificate().equals(before));
        assertThat(open.describeCluster().nodes().get()).hasSize(1);
      }
    }
    try (Admin next = Admin.create(client("job"))) {
      assertThat(next.describeCluster().nodes().get()).hasSize(1);
    }
  }

  /** Returns the serial number of the certificate that the broker shows. */
  private static String certificate() throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(directory.resolve("security/ca.pem"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSerialNumber().toString();
    }
  }

  @Test
  void rightsThatAUserTookAwayStayAway() throws Exception {
    try (Admin admin = new BrokerDirectory(directory).runningBroker().orElseThrow().admin()) {
      AclBinding taken = AccessRights.ALL.get(0);
      admin.deleteAcls(Set.of(taken.toFilter())).all().get();
      AccessRights.grantAtFirst(admin).get();
      AclBinding next = new AclBinding(taken.pattern(), OTHER);
      admin.createAcls(Set.of(next)).all().get();
      await().until(() -> rights(admin).contains(next));
      assertThat(rights(admin)).doesNotContain(taken);
      admin.createAcls(Set.of(taken)).all().get();
    }
  }

  private static Collection<AclBinding> rights(Admin admin) throws Exception {
    return admin.describeAcls(AclBindingFilter.ANY).values().get();
  }

  private static void assertRefused(
      Map<String, Object> client, Class<? extends Exception> failure) {
    Map<String, Object> quick = new HashMap<>(client);
    quick.put("default.api.timeout.ms", 2_000);
    quick.put("request.timeout.ms", 2_000);
    try (Admin admin = Admin.create(quick)) {
      assertFailure(admin.describeCluster().nodes(), failure);
    }
  }

  private static void assertFailure(KafkaFuture<?> answer, Class<? extends Exception> failure) {
    assertThatThrownBy(answer::get).hasCauseInstanceOf(failure);
  }

  private static Map<String, Object> client(String user) {
    Map<String, Object> client = new HashMap<>(PropertiesFile.read("login", login(user)));
    client.put("bootstrap.servers", "localhost:" + port);
    return client;
  }

  private static String password(String user) throws Exception {
    String login = client(user).get("sasl.jaas.config").toString();
    return login.substring(login.indexOf("password=\"") + 10, login.lastIndexOf('"'));
  }

  private static Path login(String user) {
    return directory.resolve("security").resolve(user + ".properties");
  }

  /** Returns the exit code and the output. */
  private static String run(String... command) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of("--dir", directory.toString()));
    if (command[0].equals("start")) {
      args.addAll(List.of("--port", "" + port, "--config", SETTINGS));
    }
    return call(args.toArray(String[]::new));
  }

  private static int port() throws Exception {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  private static String call(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = LocalKafka.run(args, stream, stream, new StopSignal());
    return code + " " + out.toString(StandardCharsets.UTF_8);
  }
}
