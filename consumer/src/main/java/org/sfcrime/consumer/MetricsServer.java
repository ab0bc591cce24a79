package org.sfcrime.consumer;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;

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
   * @throws ConsumerException if the port is taken
   */
  static MetricsServer start(int port, PrometheusRegistry registry, StatusLines notes) {
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(InetAddress.getLoopbackAddress())
              .port(port)
              .registry(registry)
              .buildAndStart();
      notes.say("metrics: http://127.0.0.1:%d/metrics", server.getPort());
      return new MetricsServer(server);
    } catch (IOException e) {
      throw new ConsumerException(
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
