package org.sfcrime.localkafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.sfcrime.commandline.PropertiesFile;

/** The broker's properties: the user's file completed with port and directory. */
final class BrokerSettings {
  /** Properties that the flags set; a file must not set them too. */
  private static final List<String> SET_BY_FLAGS =
      List.of(
          "process.roles",
          "listeners",
          "advertised.listeners",
          "controller.listener.names",
          "controller.quorum.voters",
          "controller.quorum.bootstrap.servers",
          "log.dir",
          "log.dirs",
          "metadata.log.dir");

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private BrokerSettings() {}

  /**
   * Reads the user's file.
   *
   * @throws IllegalArgumentException if the file cannot be read, or sets what the flags set
   */
  static Map<String, String> load(Path file) {
    Map<String, String> settings = PropertiesFile.read("--config", file);
    for (String name : SET_BY_FLAGS) {
      if (settings.containsKey(name)) {
        throw new IllegalArgumentException(
            "--config %s sets %s, which --port and --dir set; remove it from the file"
                .formatted(file, name));
      }
    }
    return settings;
  }

  /**
   * Adds the properties that a broker needs.
   *
   * @param security the listeners and the secrets of a secured broker; empty for a broker without
   *     TLS
   * @throws IllegalArgumentException if the user's file sets a property of {@code security}
   */
  static Properties complete(
      Map<String, String> settings, int port, Path data, Map<String, String> security) {
    Properties complete = new Properties();
    complete.putAll(settings);
    complete.setProperty("process.roles", "broker,controller");
    // Port 0: the system chooses the controller's port, which only this process uses.
    complete.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:0");
    complete.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    complete.setProperty("controller.listener.names", "CONTROLLER");
    // Kafka requires this property, but a single controller does not use it.
    complete.setProperty("controller.quorum.bootstrap.servers", "127.0.0.1:" + port);
    complete.setProperty("log.dirs", data.toString());
    security.forEach(
        (name, value) -> {
          if (settings.containsKey(name)) {
            throw new IllegalArgumentException(
                "--config sets %s, which --secure sets; remove it from the file".formatted(name));
          }
          complete.setProperty(name, value);
        });
    return complete;
  }

  /** Writes a file that only its owner can read, because it may have passwords. */
  static void write(Properties settings, Path file, String comment) throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    // Kafka reads the file as Latin-1: this overload of store escapes other characters.
    try (OutputStream stream = Files.newOutputStream(file)) {
      settings.store(stream, comment);
    }
  }
}
