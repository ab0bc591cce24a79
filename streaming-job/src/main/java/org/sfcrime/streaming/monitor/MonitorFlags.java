package org.sfcrime.streaming.monitor;

import org.sfcrime.streaming.console.ConsoleMode;
import picocli.CommandLine.Option;

/** The part of the command line for those who watch the job. */
public final class MonitorFlags {
  @Option(
      names = "--console",
      paramLabel = "MODE",
      defaultValue = "auto",
      description =
          "live: counts and progress drawn in place, warnings above them; plain: printed one below the other; auto: live on a terminal (default: ${DEFAULT-VALUE}).")
  private String console;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Serve metrics for Prometheus on /metrics of this port, to this machine only; 0 for any that is free.")
  private Integer metricsPort;

  @Option(
      names = "--commit-group",
      paramLabel = "GROUP",
      description =
          "After each batch commit how far the job is to this consumer group, for tools that show lag; the job itself goes by its checkpoint.")
  private String commitGroup;

  public MonitorOptions toOptions() {
    return new MonitorOptions(ConsoleMode.parse(console), metricsPort, commitGroup);
  }
}
