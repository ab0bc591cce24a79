package org.sfcrime.localkafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.sfcrime.commandline.CommandException;

/** Runs the broker in this process. */
final class BrokerMain {
  /** Adds times, and omits the eight listings of 290 settings. */
  private static final Map<String, String> LOGGING =
      Map.of(
          "defaultLogLevel", "info",
          "showDateTime", "true",
          "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
          "log.org.apache.kafka.common.config", "warn");

  private BrokerMain() {}

  /** Formats the storage on first use, then runs the broker until a signal ends the process. */
  static int run(BrokerOptions options) {
    LOGGING.forEach(
        (name, value) -> {
          String property = "org.slf4j.simpleLogger." + name;
          System.setProperty(property, System.getProperty(property, value));
        });
    BrokerDirectory directory = new BrokerDirectory(options.directory());
    Properties settings =
        BrokerSettings.complete(
            BrokerSettings.load(options.settings()), options.port(), directory.data());
    options.requireFreePort();
    try (FileChannel claim = directory.claim(options.port())) {
      BrokerSettings.write(settings, directory.settings());
      format(directory);
      Kafka.main(new String[] {directory.settings().toString()});
      claim.force(false);
    } catch (IOException e) {
      throw directory.unusable(e);
    }
    return 0;
  }

  private static void format(BrokerDirectory directory) {
    if (Files.exists(directory.data().resolve("meta.properties"))) {
      return;
    }
    String id = Uuid.randomUuid().toString();
    String file = directory.settings().toString();
    String[] format = {"format", "--standalone", "--cluster-id", id, "--config", file};
    if (StorageTool.execute(format, System.err) != 0) {
      throw new CommandException("cannot format the storage in " + directory.data());
    }
  }
}
