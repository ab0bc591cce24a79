package org.sfcrime.localkafka;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flag with the broker's directory. */
class DirectoryFlag {
  /** The repository, which contains the default paths; bin/kafka sets it. */
  static final Path HOME = Path.of(System.getenv().getOrDefault("SFCRIME_HOME", ""));

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "The directory for the broker's data and log (default: var/kafka in the repository).")
  private Path directory = HOME.resolve("var/kafka");

  Path directory() {
    return directory.toAbsolutePath().normalize();
  }
}
