package org.sfcrime.commandline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** A picocli mixin: the flags that configure the Kafka client, the same in every program. */
public final class ClientFlags {
  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description =
          "The Kafka brokers to connect to, separated by commas (default: "
              + ClientProperties.DEFAULT_BOOTSTRAP_SERVER
              + ").")
  private String bootstrapServer;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "A file with properties for the Kafka client.")
  private Path file;

  @Option(
      names = "--command-property",
      paramLabel = "KEY=VALUE",
      description =
          "A property for the Kafka client, which overrides --command-config. Can be given several times.")
  private List<String> properties = new ArrayList<>();

  /** Returns the value of {@code --bootstrap-server}, or null. */
  String bootstrapServer() {
    return bootstrapServer;
  }

  /** Returns the properties of {@code --command-config}. */
  Map<String, String> fromFile() {
    return PropertiesFile.read(ClientProperties.CONFIG_FLAG, file);
  }

  /** Returns the properties of {@code --command-property}. */
  Map<String, String> fromFlags() {
    Map<String, String> result = new LinkedHashMap<>();
    for (String property : properties) {
      int equals = property.indexOf('=');
      if (equals < 1) {
        // The message omits the text, which may be a password without its name.
        throw new IllegalArgumentException(ClientProperties.PROPERTY_FLAG + " takes KEY=VALUE");
      }
      result.put(property.substring(0, equals).strip(), property.substring(equals + 1).strip());
    }
    return result;
  }
}
