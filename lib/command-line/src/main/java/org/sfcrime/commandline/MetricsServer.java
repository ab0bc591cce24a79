package org.sfcrime.commandline;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Supplier;

/** Serves metrics to Prometheus, on 127.0.0.1 only. */
public final class MetricsServer {
  /** The loopback address of a JVM may also be ::1. */
  private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};

  private MetricsServer() {}

  /**
   * Checks the value of {@code --metrics-port}.
   *
   * @param port null if the flag is not given
   * @throws IllegalArgumentException if the value is not in the range 0 to 65535
   */
  public static void checkPort(Integer port) {
    if (port != null) {
      Port.check("--metrics-port", port, 0);
    }
  }

  /**
   * Starts the server and prints its address.
   *
   * @param port 0 for any free port; null starts no server
   * @param registry creates the metrics; not called without a port, because loading the classes of
   *     the metrics takes 0.1 s
   * @return the server, or null without a port; a {@code try} statement accepts both
   * @throws CommandException if the port is in use
   */
  public static HTTPServer start(
      Integer port, Supplier<PrometheusRegistry> registry, StatusLines status) {
    if (port == null) {
      return null;
    }
    try {
      HTTPServer server =
          HTTPServer.builder()
              .inetAddress(InetAddress.getByAddress(IPV4_LOOPBACK))
              .port(port)
              .registry(registry.get())
              .buildAndStart();
      status.say("metrics: http://127.0.0.1:%d/metrics", server.getPort());
      return server;
    } catch (IOException e) {
      throw new CommandException(
          "--metrics-port %d cannot be opened (%s): choose another port, or 0 for any free port"
              .formatted(port, e.getMessage()),
          e);
    }
  }
}
