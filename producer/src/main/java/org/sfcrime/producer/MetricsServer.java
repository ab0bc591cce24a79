package org.sfcrime.producer;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import org.sfcrime.commandline.CommandException;

/** Serves metrics to Prometheus, to this machine only. */
final class MetricsServer implements AutoCloseable {
  private final HTTPServer server;

  private MetricsServer(HTTPServer server) {
    this.server = server;
  }

  /**
   * Starts it and says where.
   *
   * @param port 0 for any that is free
   * @throws CommandException if the port is taken
   */
  static MetricsServer start(int port, PrometheusRegistry registry, PrintStream err) {
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(InetAddress.getLoopbackAddress())
              .port(port)
              .registry(registry)
              .buildAndStart();
      err.printf("metrics: http://127.0.0.1:%d/metrics%n", server.getPort());
      return new MetricsServer(server);
    } catch (IOException e) {
      throw new CommandException(
          "--metrics-port %d cannot be opened (%s): name another, or 0 for any that is free"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
