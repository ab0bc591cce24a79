package org.sfcrime.streaming;

import java.nio.file.Path;
import java.time.Duration;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.kafka.KafkaOptions;
import org.sfcrime.streaming.monitor.MonitorOptions;
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
 * @param monitor the console, the metrics server and the consumer group
 */
public record JobOptions(
    KafkaOptions kafka,
    CountRules rules,
    Duration trigger,
    String checkpoint,
    Path radioCodes,
    SinkOptions sinks,
    Outputs outputs,
    MonitorOptions monitor) {

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
