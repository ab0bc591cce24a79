package org.sfcrime.streaming.monitor;

import org.sfcrime.streaming.console.ConsoleMode;
import picocli.CommandLine.Option;

/** The flags that choose how the job shows and publishes its batches. */
public final class MonitorFlags {
  @Option(
      names = "--console",
      paramLabel = "MODE",
      defaultValue = "auto",
      description =
          "live: draw counts and progress in place, with warnings above; plain: print each batch below the last; auto: live on a terminal, else plain (default: ${DEFAULT-VALUE}).")
  private String console;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description =
          "Serve Prometheus metrics at /metrics on this port, on the loopback address only; 0 for any free port.")
  private Integer metricsPort;

  @Option(
      names = "--commit-group",
      paramLabel = "GROUP",
      description =
          "After each batch, commit the processed offsets to this consumer group, for tools that show lag; the job itself resumes from its checkpoint.")
  private String commitGroup;

  public MonitorOptions toOptions() {
    return new MonitorOptions(ConsoleMode.parse(console), metricsPort, commitGroup);
  }
}
