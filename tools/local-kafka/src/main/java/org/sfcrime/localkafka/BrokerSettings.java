package org.sfcrime.localkafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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

  static Properties complete(Map<String, String> settings, int port, Path data) {
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
    return complete;
  }

  static void write(Properties settings, Path file) throws IOException {
    // Kafka reads the file as Latin-1: this overload of store escapes other characters.
    try (OutputStream stream = Files.newOutputStream(file)) {
      settings.store(stream, "Written by bin/kafka at each start: edit config/broker.properties");
    }
  }
}
