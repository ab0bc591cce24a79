package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.StopSignal;

/** A signal while the broker does not answer. */
class StoppedRunTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StopSignal stop = new StopSignal();
  private Path report;

  /**
   * Requests a stop at the first call and fails every later commit. Notes at each close whether the
   * summary and the report exist.
   */
  private final class HangingProducer extends MockProducer<byte[], byte[]> {
    private final List<Boolean> reportedWhenClosed = new ArrayList<>();

    HangingProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (record.topic().endsWith(".servicecalls.v1")) {
        commitTransactionException = new TimeoutException("no answer");
        stop.request();
      }
      return super.send(record, callback);
    }

    @Override
    public void close(Duration timeout) {
      boolean summarised = err.toString(StandardCharsets.UTF_8).contains(" records sent, ");
      reportedWhenClosed.add(summarised && Files.exists(report));
      super.close(timeout);
    }
  }

  @Test
  void stop_brokerHangs_reportsBeforeClosing() throws IOException {
    report = directory.resolve("report.json");
    Path file = directory.resolve("calls.json");
    Files.writeString(file, "[" + SampleCalls.call("A") + "," + SampleCalls.call("B") + "]");
    ProducerOptions options =
        Published.options("--file", file.toString(), "--report", report.toString());
    HangingProducer producer = new HangingProducer();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);

    int exitCode =
        new ProducerRun(options, stop, stream).run(new InMemoryKafkaClients().next(producer));

    assertThat(exitCode).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(producer.reportedWhenClosed).isNotEmpty().doesNotContain(false);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no answer; the first 0 calls are committed, --resume continues after them.");
  }
}
