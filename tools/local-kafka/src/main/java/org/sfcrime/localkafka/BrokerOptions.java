package org.sfcrime.localkafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.sfcrime.commandline.CommandException;

/**
 * What one broker is started with.
 *
 * @param directory where it keeps its data and its log; made absolute
 * @param port the port on 127.0.0.1 for clients; the controller's is chosen by the system
 * @param settings the properties file with all other settings; made absolute
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
          "--dir (%s) must not contain a comma: Kafka would take it for two".formatted(directory));
    }
  }

  /**
   * Tries the port, since that says in one line what a broker says in a stack trace.
   *
   * @throws CommandException if it is taken
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
