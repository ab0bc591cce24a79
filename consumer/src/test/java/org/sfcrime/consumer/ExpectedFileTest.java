package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files after {@code --expect-file} that prove nothing, or not everything. */
class ExpectedFileTest {
  @TempDir Path directory;

  private final MockTopic topic = MockTopic.of(1);
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void run_damagedGzip_failsAlthoughTheCallsBeforeTheDamageArrived() throws IOException {
    String call = ConsumedCalls.json("1");
    topic.end(0, 1);
    topic.atPoll(() -> topic.consumer.addRecord(ConsumedCalls.record(0, 0, call)));
    Path file = directory.resolve("expected.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(ConsumedCalls.bytes(call + "\n"));
    }
    Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
    assertThat(run(file)).isEqualTo(1);
    assertThat(errors())
        .contains("expected 1 calls: all arrived once, unchanged")
        .contains("the calls after the damage of the file cannot be verified: the gzip file is ");
  }

  @Test
  void run_otherKindOfFile_saysWhatItIs() throws IOException {
    topic.end(0, 0);
    Path file = Files.writeString(directory.resolve("calls.json"), "<html></html>");
    assertThat(run(file)).isEqualTo(1);
    assertThat(errors()).contains("consumer: --expect-file: " + file + " is an HTML page, ");
  }

  /** As with {@code <(…)}: the pipe can be read only once. */
  @Test
  void run_pipe() throws IOException, InterruptedException {
    String call = ConsumedCalls.json("1");
    topic.end(0, 1);
    topic.atPoll(() -> topic.consumer.addRecord(ConsumedCalls.record(0, 0, call)));
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("sh", "-c", "printf %s \"$1\" >\"$2\"", "sh", call, pipe.toString())
            .start();
    assertThat(run(pipe)).isZero();
    assertThat(errors()).contains("expected 1 calls: all arrived once, unchanged");
    assertThat(writer.waitFor()).isZero();
  }

  private int run(Path file) {
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    String[] arguments = {
      "--topic", ConsumedCalls.TOPIC, "--from-beginning", "--expect-file", file.toString()
    };
    return Consumer.run(arguments, messages, messages, MockTopic.clients(topic.consumer));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
