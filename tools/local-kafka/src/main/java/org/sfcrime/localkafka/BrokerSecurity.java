package org.sfcrime.localkafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.ExceptionText;
import org.sfcrime.commandline.PropertiesFile;

/**
 * The secrets of a broker that speaks only TLS and answers only its users: certificates, and a file
 * for {@code --command-config} for each user. The directory is readable by its owner only.
 */
final class BrokerSecurity {
  /** The users of the programs. */
  private static final List<String> PROGRAMS = List.of("producer", "consumer", "job", "dashboard");

  /** May do everything; the broker is this user when it is a client of itself. */
  private static final String ADMIN = "admin";

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String LOGIN = "sasl.jaas.config";
  private static final Pattern PASSWORD = Pattern.compile("password=\"([^\"]+)\"");
  private static final int PASSWORD_BYTES = 24;
  private static final int LOAD_MILLIS = 60_000;

  private final Path directory;

  /** Has the calls, and the users' salted passwords. */
  private final Path data;

  BrokerSecurity(BrokerDirectory broker) {
    this(broker.path().resolve("security"), broker.data());
  }

  private BrokerSecurity(Path directory, Path data) {
    this.directory = directory;
    this.data = data;
  }

  boolean exists() {
    return Files.isDirectory(directory);
  }

  /** The directory with the users' files. */
  Path path() {
    return directory;
  }

  /** Makes the secrets if they do not exist, and keeps other users of this machine out. */
  void prepare() throws IOException, InterruptedException {
    Files.createDirectories(data);
    requireOwn(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    if (exists()) {
      requireOwn(directory);
    } else {
      // A kill must not leave a directory with a part of the files.
      Path part = Files.createTempDirectory(directory.getParent(), ".security");
      new BrokerSecurity(part, data).make(authority());
      Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Refuses a directory that another user has put there or can replace. */
  private static void requireOwn(Path directory) throws IOException {
    Path own = Files.createTempFile("sfcrime", null);
    boolean isOwn = Files.getOwner(directory).equals(Files.getOwner(own));
    Files.delete(own);
    Path parent = directory.getParent();
    if (!isOwn
        || Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new CommandException(
          "other users can write to %s: choose a directory of your own with --dir"
              .formatted(isOwn ? parent : directory));
    }
  }

  /** Makes a new certificate of the broker. */
  void makeCertificate() throws IOException, InterruptedException {
    certificates().makeBroker();
  }

  /**
   * Makes the running broker load its certificate again. Connections that are open stay so.
   *
   * @throws CommandException if the broker refuses
   */
  void loadCertificate(Admin admin) throws InterruptedException {
    String name = "listener.name.sasl_ssl.ssl.keystore.location";
    ConfigEntry place = new ConfigEntry(name, certificates().broker().toString());
    AlterConfigOp set = new AlterConfigOp(place, AlterConfigOp.OpType.SET);
    try {
      String id = admin.describeCluster().nodes().get().iterator().next().idString();
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, id);
      AlterConfigsOptions patient = new AlterConfigsOptions().timeoutMs(LOAD_MILLIS);
      admin.incrementalAlterConfigs(Map.of(broker, List.of(set)), patient).all().get();
    } catch (ExecutionException e) {
      throw new CommandException(
          "the broker does not load its certificate: " + ExceptionText.of(e.getCause()), e);
    }
  }

  /**
   * Makes the secrets in this directory.
   *
   * @param authority the later place of the authority's certificate
   */
  private void make(Path authority) throws IOException, InterruptedException {
    for (String user : PROGRAMS) {
      writeUser(user, authority);
    }
    writeUser(ADMIN, authority);
    certificates().makeAuthority();
  }

  private void writeUser(String user, Path authority) throws IOException {
    Properties client = new Properties();
    client.setProperty("security.protocol", "SASL_SSL");
    client.setProperty("sasl.mechanism", MECHANISM);
    client.setProperty(LOGIN, login(user, newPassword()));
    client.setProperty("ssl.truststore.type", "PEM");
    client.setProperty("ssl.truststore.location", authority.toString());
    BrokerSettings.write(client, file(user), "For --command-config: the login of user " + user);
  }

  /** The broker's properties; they have passwords. */
  Map<String, String> settings(int port) {
    Certificates certificates = certificates();
    String listener = "listener.name.sasl_ssl.";
    return Map.ofEntries(
        Map.entry("listeners", "SASL_SSL://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:0"),
        Map.entry("advertised.listeners", "SASL_SSL://127.0.0.1:" + port),
        Map.entry("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:SSL"),
        Map.entry("inter.broker.listener.name", "SASL_SSL"),
        Map.entry("sasl.enabled.mechanisms", MECHANISM),
        Map.entry("sasl.mechanism.inter.broker.protocol", MECHANISM),
        Map.entry(listener + "scram-sha-512.sasl.jaas.config", login(ADMIN, password(ADMIN))),
        Map.entry("ssl.keystore.type", "PKCS12"),
        Map.entry("ssl.keystore.location", certificates.broker().toString()),
        Map.entry("ssl.keystore.password", storePassword()),
        Map.entry("ssl.truststore.type", "PEM"),
        Map.entry("ssl.truststore.location", certificates.authority().toString()),
        // Only the broker has a certificate of the authority.
        Map.entry("listener.name.controller.ssl.client.auth", "required"),
        Map.entry(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
        Map.entry("super.users", "User:admin;User:CN=broker"));
  }

  /** The arguments of the storage tool that create the users. */
  List<String> formatArguments() {
    List<String> arguments = new ArrayList<>(formatArguments(ADMIN));
    PROGRAMS.forEach(user -> arguments.addAll(formatArguments(user)));
    return arguments;
  }

  private List<String> formatArguments(String user) {
    String credential = "%s=[name=%s,password=%s]".formatted(MECHANISM, user, password(user));
    return List.of("--add-scram", credential);
  }

  /** The client properties of the user who may do everything. */
  Map<String, String> admin() {
    return PropertiesFile.read("the file of the user", file(ADMIN));
  }

  private Path authority() {
    return new Certificates(directory, "").authority();
  }

  private Certificates certificates() {
    return new Certificates(directory, storePassword());
  }

  /** Only the owner can read the key stores: their password protects nothing else. */
  private String storePassword() {
    return password(ADMIN);
  }

  private String password(String user) {
    String login = PropertiesFile.read("the file of the user", file(user)).get(LOGIN);
    Matcher matcher = PASSWORD.matcher(login);
    if (!matcher.find()) {
      throw new IllegalArgumentException(file(user) + " has no password in " + LOGIN);
    }
    return matcher.group(1);
  }

  private Path file(String user) {
    return directory.resolve(user + ".properties");
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  private static String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }
}
