package org.sfcrime.localkafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.sfcrime.commandline.CommandException;

/**
 * The options of a broker.
 *
 * @param directory the directory for data and log; converted to an absolute path
 * @param port the port on 127.0.0.1 for clients; the system chooses the controller's port
 * @param settings the properties file with all other settings; converted to an absolute path
 */
record BrokerOptions(Path directory, int port, Path settings) {
  BrokerOptions {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("--port (%d) must be in 1..65535".formatted(port));
    }
    directory = directory.toAbsolutePath().normalize();
    settings = settings.toAbsolutePath().normalize();
    if (directory.toString().contains(",")) {
      throw new IllegalArgumentException(
          "--dir (%s) must not contain a comma: Kafka would read two directories"
              .formatted(directory));
    }
  }

  /**
   * Checks that the port is free; otherwise the broker would end with a stack trace.
   *
   * @throws CommandException if the port is in use
   */
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
