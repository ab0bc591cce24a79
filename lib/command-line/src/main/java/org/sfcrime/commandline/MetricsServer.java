package org.sfcrime.commandline;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;

/** Serves metrics to Prometheus, on the loopback address only. */
public final class MetricsServer implements AutoCloseable {
  private static final int LAST_PORT = 65_535;

  private final HTTPServer server;

  private MetricsServer(HTTPServer server) {
    this.server = server;
  }

  /**
   * Checks the value of {@code --metrics-port}.
   *
   * @param port null if the flag is not given
   * @throws IllegalArgumentException if the value is not a port or 0
   */
  public static void checkPort(Integer port) {
    if (port != null && (port < 0 || port > LAST_PORT)) {
      throw new IllegalArgumentException(
          "--metrics-port (%d) must be from 0 to %d".formatted(port, LAST_PORT));
    }
  }

  /**
   * Starts the server and prints its address.
   *
   * @param port 0 for any free port; null starts no server
   * @return the server, or null without a port: a {@code try} statement closes either
   * @throws CommandException if the port is in use
   */
  public static MetricsServer start(Integer port, PrometheusRegistry registry, StatusLines status) {
    if (port == null) {
      return null;
    }
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(InetAddress.getLoopbackAddress())
              .port(port)
              .registry(registry)
              .buildAndStart();
      status.say("metrics: http://127.0.0.1:%d/metrics", server.getPort());
      return new MetricsServer(server);
    } catch (IOException e) {
      throw new CommandException(
          "--metrics-port %d cannot be opened (%s): name another, or 0 for any that is free"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** The port that the server listens on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
