package org.sfcrime.consumer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole program with a mock topic. */
class ConsumerHarness {
  @TempDir Path directory;

  final MockTopic topic = MockTopic.of(1);
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  int run(String... arguments) {
    return runTo(out, arguments);
  }

  /** Runs the program with another standard output. */
  int runTo(OutputStream output, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--topic", ConsumedCalls.TOPIC));
    all.addAll(List.of(arguments));
    return Consumer.run(
        all.toArray(String[]::new),
        new PrintStream(output, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        MockTopic.clients(topic.consumer));
  }

  String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Writes a file for {@code --expect-file}. */
  Path expected(String... records) throws IOException {
    return Files.writeString(directory.resolve("expected.json"), String.join("\n", records));
  }

  /** Lets records arrive in partition 0. */
  void hold(String... records) {
    topic.end(0, records.length);
    topic.atPoll(
        () -> {
          for (int offset = 0; offset < records.length; offset++) {
            topic.consumer.addRecord(ConsumedCalls.record(0, offset, records[offset]));
          }
        });
  }
}
