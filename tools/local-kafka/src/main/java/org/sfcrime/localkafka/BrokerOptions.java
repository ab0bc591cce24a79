package org.sfcrime.localkafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.Port;
import org.sfcrime.commandline.Program;
import picocli.CommandLine.Option;

/** The flags of {@code start} and {@code run}; paths are absolute. */
final class BrokerOptions extends DirectoryFlag {
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
  private Path settings = HOME.resolve("config/broker.properties");

  @Option(
      names = "--secure",
      description =
          "Speak only TLS, and only with the users producer, consumer, job and dashboard, each with"
              + " the rights that its program needs. Certificates and logins are made at the first"
              + " start.")
  private boolean secure;

  BrokerOptions checked() {
    return Program.options(
        () -> {
          Port.check("--port", port, 1);
          if (directory().toString().contains(",")) {
            throw new IllegalArgumentException(
                "--dir (%s) must not contain a comma: Kafka would read two directories"
                    .formatted(directory()));
          }
          BrokerSettings.load(settings());
          return this;
        });
  }

  boolean isSecure() {
    return secure;
  }

  int port() {
    return port;
  }

  Path settings() {
    return settings.toAbsolutePath().normalize();
  }

  /** Checks that the port is free; otherwise the broker would end with a stack trace. */
  void requireFreePort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    } catch (IOException taken) {
      throw new CommandException(
          "cannot listen on 127.0.0.1:%d: %s; choose another port with --port"
              .formatted(port, taken.getMessage()),
          taken);
    }
  }
}
