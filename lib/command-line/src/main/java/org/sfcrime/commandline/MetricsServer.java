package org.sfcrime.commandline;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Serves metrics to Prometheus, on 127.0.0.1 only. A client that sends its request slowly is
 * disconnected after 5 s, because such clients would occupy all threads of the server.
 */
public final class MetricsServer {
  /** Of the JDK's HTTP server, in seconds; the JDK reads the property once. */
  private static final String REQUEST_LIMIT = "sun.net.httpserver.maxReqTime";

  private static final String REQUEST_SECONDS = "5";

  /** Logs each client that disconnects early, with a stack trace. The reference keeps the level. */
  private static final Logger SERVER_LOG = Logger.getLogger(HTTPServer.class.getPackageName());

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
    if (System.getProperty(REQUEST_LIMIT) == null) {
      System.setProperty(REQUEST_LIMIT, REQUEST_SECONDS);
    }
    SERVER_LOG.setLevel(Level.OFF);
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
