package org.sfcrime.localkafka;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of the commands that start a broker. */
final class BrokerFlags {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private DirectoryFlag directory;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, on 127.0.0.1 (default: 9092).")
  private int port = 9092;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The broker's settings (default: config/broker.properties, in the project).")
  private Path settings = DirectoryFlag.HOME.resolve("config/broker.properties");

  BrokerOptions toOptions() {
    try {
      return new BrokerOptions(directory.directory(), port, settings);
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(command.commandLine(), invalid.getMessage(), invalid);
    }
  }
}
