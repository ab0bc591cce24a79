package org.sfcrime.streaming.monitor;

import org.sfcrime.streaming.console.ConsoleMode;

/**
 * What those who watch the job are told.
 *
 * @param console how what the job does is shown
 * @param metricsPort where Prometheus is answered, 0 for any port that is free, null for nowhere
 * @param commitGroup the consumer group that processed offsets are committed to, or null
 */
public record MonitorOptions(ConsoleMode console, Integer metricsPort, String commitGroup) {
  private static final int LAST_PORT = 65_535;

  public MonitorOptions {
    if (metricsPort != null && (metricsPort < 0 || metricsPort > LAST_PORT)) {
      throw new IllegalArgumentException(
          "--metrics-port (%d) must be from 0 to %d".formatted(metricsPort, LAST_PORT));
    }
    if (commitGroup != null && commitGroup.isBlank()) {
      throw new IllegalArgumentException("--commit-group must not be blank");
    }
  }
}
