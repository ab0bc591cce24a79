package org.sfcrime.dashboard.web;

import com.sun.management.UnixOperatingSystemMXBean;
import io.javalin.config.JettyConfig;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;

/**
 * What clients may occupy, so that slow and hostile clients leave room for the others.
 *
 * @param connections the connections that are open at a time; further clients wait
 * @param downloads the CSV files that are sent at a time; further requests are refused
 * @param request a connection on which no request arrives completely in this time is closed
 * @param idle a connection on which a client takes no byte in this time is closed
 */
record ClientLimits(int connections, int downloads, Duration request, Duration idle) {
  /** Larger than each answer but a CSV file, so that no thread waits for a client that reads. */
  static final int BUFFER_BYTES = 1 << 16;

  private static final int CONNECTIONS = 2 * OpenPages.MOST;

  static ClientLimits usual() {
    return new ClientLimits(
        Math.min(CONNECTIONS, halfOfTheFiles()), 8, Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /** Applies the limits, except the one on downloads. */
  void applyTo(JettyConfig jetty) {
    jetty.modifyHttpConfiguration(
        http -> {
          http.setOutputBufferSize(BUFFER_BYTES);
          http.setOutputAggregationSize(BUFFER_BYTES);
        });
    jetty.modifyServer(server -> server.addBean(new NetworkConnectionLimit(connections, server)));
  }

  void applyTo(ServerConnector connector) {
    connector.setIdleTimeout(idle.toMillis());
    connector.setAcceptQueueSize(connections);
    connector.addBean(new IdleConnections(connector.getScheduler(), request));
  }

  /** Half of the files that the process may open: Kafka's clients need some too. */
  private static int halfOfTheFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int) Math.min(Integer.MAX_VALUE, system.getMaxFileDescriptorCount() / 2)
        : CONNECTIONS;
  }
}
