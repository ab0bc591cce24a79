package org.sfcrime.localkafka;

import java.nio.file.Path;
import org.sfcrime.commandline.Program;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code start} and {@code run}. */
final class BrokerFlags {
  @Mixin private DirectoryFlag directory;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port on 127.0.0.1 (default: 9092).")
  private int port = 9092;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The broker's properties (default: config/broker.properties in the repository).")
  private Path settings = DirectoryFlag.HOME.resolve("config/broker.properties");

  BrokerOptions toOptions() {
    return Program.options(() -> new BrokerOptions(directory.directory(), port, settings));
  }
}
