package org.sfcrime.commandline.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.PropertiesFile;
import org.sfcrime.commandline.SecretFile;
import org.sfcrime.commandline.StatusLines;
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
          "A property for the Kafka client, which overrides --command-config. Can be given several times. Passwords and logins belong in --command-config.")
  private List<String> properties = new ArrayList<>();

  /** Returns the value of {@code --bootstrap-server}, or null. */
  String bootstrapServer() {
    return bootstrapServer;
  }

  /** Returns the properties of {@code --command-config}. */
  Map<String, String> fromFile() {
    return PropertiesFile.read(ClientProperties.CONFIG_FLAG, file);
  }

  /**
   * Looks at the client before it connects: warns of a secret that others can read, and refuses to
   * speak to a TLS port without TLS.
   *
   * @param properties the client's properties
   * @throws CommandException if a broker speaks TLS, but the client is to speak without TLS
   */
  public void check(Map<?, ?> properties, StatusLines status) {
    exposedSecret().ifPresent(status::warn);
    Object protocol = properties.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    TlsPort.refuse(
        String.valueOf(properties.get(ClientProperties.BOOTSTRAP_SERVERS)),
        protocol == null ? null : protocol.toString());
  }

  /** Returns a warning if all users can read a {@code --command-config} file that has a secret. */
  Optional<String> exposedSecret() {
    boolean hasSecret =
        fromFile().entrySet().stream()
            .anyMatch(entry -> ClientProperties.isSecret(entry.getKey(), entry.getValue()));
    return hasSecret ? SecretFile.exposed(file) : Optional.empty();
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
