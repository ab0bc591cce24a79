package org.sfcrime.processes;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sfcrime.commandline.PropertiesFile;

/**
 * The logins of a broker's users, each in a file for {@code --command-config}.
 *
 * @param directory empty for a broker without users
 */
public record Logins(Optional<Path> directory) {
  /** For a broker without users. */
  public static final Logins NONE = new Logins(Optional.empty());

  /** The user who may do everything. */
  public static final String ADMIN = "admin";

  /** The logins of a secured broker of {@code bin/kafka} with this directory. */
  public static Logins of(Path brokerDirectory) {
    return new Logins(Optional.of(brokerDirectory.resolve("security")));
  }

  /** The file of a user, which has the name of its program. */
  public Optional<Path> file(String user) {
    return directory.map(folder -> folder.resolve(user + ".properties"));
  }

  /** The flags of a program. */
  public List<String> flags(String program) {
    return file(program)
        .map(file -> List.of("--command-config", file.toString()))
        .orElse(List.of());
  }

  /** The properties of a Kafka client. */
  public Map<String, Object> client(String user, String bootstrapServer) {
    Map<String, Object> client =
        new HashMap<>(PropertiesFile.read("the file of the user", file(user).orElse(null)));
    client.put("bootstrap.servers", bootstrapServer);
    return client;
  }
}
