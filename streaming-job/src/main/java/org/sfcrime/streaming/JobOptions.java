package org.sfcrime.streaming;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.sfcrime.streaming.console.ConsoleMode;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.sink.SinkOptions;

/**
 * What the user asked for.
 *
 * @param kafka where the calls come from
 * @param rules what decides the counts
 * @param trigger interval between batches, zero for as fast as they go, or null for available-now:
 *     read what is there and end
 * @param checkpoint where the job remembers how far it is
 * @param radioCodes the table of codes, or null for the one in the jar
 * @param sinks where each batch's output goes
 * @param outputs what is shown and written beside
 * @param watching what those who watch the job are told
 */
public record JobOptions(
    Kafka kafka,
    CountRules rules,
    Duration trigger,
    String checkpoint,
    Path radioCodes,
    SinkOptions sinks,
    Outputs outputs,
    Watching watching) {

  /**
   * The source.
   *
   * @param bootstrapServer host:port, several with commas
   * @param startingOffsets earliest, latest or Spark's JSON; only for a new checkpoint
   * @param maxOffsetsPerTrigger records a batch at the most
   * @param minPartitions into how many tasks a batch is split at the least; null for one a Kafka
   *     partition
   * @param properties further properties of the Kafka client
   */
  public record Kafka(
      String bootstrapServer,
      String topic,
      String startingOffsets,
      long maxOffsetsPerTrigger,
      Integer minPartitions,
      Map<String, String> properties) {
    public Kafka {
      if (maxOffsetsPerTrigger <= 0) {
        throw new IllegalArgumentException(
            "--max-offsets-per-trigger (%d) must be at least 1".formatted(maxOffsetsPerTrigger));
      }
      properties = Map.copyOf(properties);
    }

    /** A password among the properties must not get into a log. */
    @Override
    public String toString() {
      return "Kafka[%s at %s]".formatted(topic, bootstrapServer);
    }
  }

  /**
   * What is shown and written beside the sinks; a null path is not written.
   *
   * @param top counts shown of each batch
   * @param counts final counts as CSV
   * @param late late counts as CSV
   * @param progress each progress event as a JSON line
   * @param report the run's totals as JSON
   */
  record Outputs(int top, Path counts, Path late, Path progress, Path report) {
    Outputs {
      if (top < 1) {
        throw new IllegalArgumentException("--top (%d) must be at least 1".formatted(top));
      }
    }

    boolean keepsCounts() {
      return counts != null || late != null;
    }
  }

  /**
   * What those who watch the job are told.
   *
   * @param console how what the job does is shown
   * @param metricsPort where Prometheus is answered, 0 for any port that is free, null for nowhere
   * @param commitGroup the consumer group that processed offsets are committed to, or null
   */
  public record Watching(ConsoleMode console, Integer metricsPort, String commitGroup) {
    private static final int LAST_PORT = 65_535;

    public Watching {
      if (metricsPort != null && (metricsPort < 0 || metricsPort > LAST_PORT)) {
        throw new IllegalArgumentException(
            "--metrics-port (%d) must be from 0 to %d".formatted(metricsPort, LAST_PORT));
      }
      if (commitGroup != null && commitGroup.isBlank()) {
        throw new IllegalArgumentException("--commit-group must not be blank");
      }
    }
  }

  public JobOptions {
    if (sinks.parquetFolder() != null && !rules.onlyClosed()) {
      throw new IllegalArgumentException(
          "--sink parquet needs --output-mode append: it takes each window once, when it has closed");
    }
    if (outputs.keepsCounts() && rules.onlyClosed()) {
      throw new IllegalArgumentException(
          "--counts-file and --late-file need --output-mode update: append holds the open windows back");
    }
  }

  public boolean isAvailableNow() {
    return trigger == null;
  }
}
