package org.sfcrime.streaming.monitor;

import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.streaming.console.ConsoleMode;

/**
 * How the job shows and publishes its batches.
 *
 * @param metricsPort the port of the metrics server; 0 for any free port, null for no server
 * @param commitGroup the consumer group that gets the processed offsets, or null
 */
public record MonitorOptions(ConsoleMode console, Integer metricsPort, String commitGroup) {
  public MonitorOptions {
    MetricsServer.checkPort(metricsPort);
    if (commitGroup != null && commitGroup.isBlank()) {
      throw new IllegalArgumentException("--commit-group must not be blank");
    }
  }
}
