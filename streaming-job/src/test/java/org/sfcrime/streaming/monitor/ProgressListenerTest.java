package org.sfcrime.streaming.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.streaming.StreamingQueryListener.QueryProgressEvent;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.junit.jupiter.api.Test;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.streaming.SparkProgress;
import org.sfcrime.streaming.console.BatchDisplay;
import org.sfcrime.streaming.console.ConsoleMode;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.kafka.KafkaOptions;
import org.sfcrime.streaming.query.BatchSummary;

class ProgressListenerTest {
  /** A display that shows nothing. */
  private static final BatchDisplay HIDDEN =
      new BatchDisplay() {
        @Override
        public void show(long batchId, BatchSummary summary) {}

        @Override
        public void progress(StreamingQueryProgress progress, BucketReport report) {}
      };

  private static ProgressListener listenerWithABatch(Writer file) {
    ProgressListener listener =
        new ProgressListener(
            HIDDEN,
            file,
            batchId -> BucketReport.NOTHING,
            new Monitoring(
                new MonitorOptions(ConsoleMode.PLAIN, null, null),
                new KafkaOptions("localhost:9092", "calls", "earliest", 1, null, Map.of()),
                BucketReport.NOTHING,
                new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8)));
    listener.onQueryProgress(new QueryProgressEvent(SparkProgress.of(100)));
    return listener;
  }

  @Test
  void progress_oneLineABatch() throws IOException {
    StringWriter file = new StringWriter();
    listenerWithABatch(file).requireWritten();
    assertThat(file.toString()).endsWith("}\n").hasLineCount(1);
    assertThat(new ObjectMapper().readTree(file.toString()).at("/crimeCounts/read").asLong())
        .isZero();
  }

  @Test
  void progress_diskFull() throws IOException {
    try (Writer full = Files.newBufferedWriter(Path.of("/dev/full"))) {
      ProgressListener listener = listenerWithABatch(full);
      assertThatThrownBy(listener::requireWritten)
          .isInstanceOf(CommandException.class)
          .hasMessage("cannot write the file of --progress-json: No space left on device");
    } catch (IOException e) {
      assertThat(e).hasMessage("No space left on device"); // the buffer of the closed writer
    }
  }
}
