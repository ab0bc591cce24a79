package org.sfcrime.localkafka;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flag that names the broker: its directory. */
final class DirectoryFlag {
  /** The repository's root, set by bin/kafka; what has a default is found there. */
  static final Path HOME = Path.of(System.getenv().getOrDefault("SFCRIME_HOME", ""));

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the broker keeps its data and its log (default: var/kafka, in the project).")
  private Path directory = HOME.resolve("var/kafka");

  Path directory() {
    return directory;
  }
}
