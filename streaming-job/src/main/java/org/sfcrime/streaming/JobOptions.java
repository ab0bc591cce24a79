package org.sfcrime.streaming;

import java.nio.file.Path;
import java.time.Duration;
import org.sfcrime.streaming.count.CountRules;
import org.sfcrime.streaming.kafka.KafkaOptions;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.monitor.MonitorOptions;
import org.sfcrime.streaming.sink.SinkOptions;

/**
 * The options of the job.
 *
 * @param trigger interval between batches; zero starts each batch right after the last one; null
 *     counts the records that exist and ends
 * @param checkpoint the directory of the position and the state
 */
public record JobOptions(
    KafkaOptions kafka,
    CountRules rules,
    Duration trigger,
    String checkpoint,
    RadioCodes radioCodes,
    SinkOptions sinks,
    Outputs outputs,
    MonitorOptions monitor) {

  /** The number of counts to show for each batch, and the files to write; null for no file. */
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
    try {
      new org.apache.hadoop.fs.Path(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--checkpoint %s is not a path: before a colon, Hadoop expects the name of a file system, such as hdfs; write ./%s for a local directory"
              .formatted(checkpoint, checkpoint),
          e);
    }
    if (sinks.writesTo("parquet") && !rules.onlyClosed()) {
      throw new IllegalArgumentException(
          "--sink parquet needs --output-mode append: it writes each window once, when the window has closed");
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
