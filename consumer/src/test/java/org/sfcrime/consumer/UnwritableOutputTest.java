package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sfcrime.consumer.format.Format;

/** Output that cannot be written is a failure, after which no progress is committed. */
class UnwritableOutputTest extends ConsumerHarness {
  private static final String LOST = "consumer: standard output cannot be written: ";

  @ParameterizedTest
  @EnumSource(Format.class)
  void run_diskFull_noProgressIsCommitted(Format format) throws IOException {
    topic.atPoll(() -> topic.rebalance(0));
    hold(ConsumedCalls.json("1"));
    String name = format.name().toLowerCase(Locale.ROOT);
    try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
      assertThat(runTo(full, "--from-beginning", "--group", "g", "--until-end", "--format", name))
          .isEqualTo(1);
    }
    assertThat(errors()).startsWith(LOST).hasLineCount(1);
    // The group may have committed where it begins.
    assertThat(topic.commits.values()).allMatch(committed -> committed.offset() == 0);
  }

  /** The reader, such as {@code head}, has seen only the first records, so there is no verdict. */
  @Test
  void run_closedByItsReader_noVerdict() throws IOException {
    hold(ConsumedCalls.json("1"));
    Path file = expected(ConsumedCalls.json("1"));
    OutputStream closed = new PipedOutputStream(new PipedInputStream());
    closed.close();
    assertThat(runTo(closed, "--from-beginning", "--expect-file", file.toString())).isEqualTo(1);
    assertThat(errors()).startsWith("expecting the 1 calls of ").contains("\n" + LOST);
    assertThat(errors()).hasLineCount(2);
  }

  @Test
  void run_reportOnAFullDisk() {
    hold(ConsumedCalls.json("1"));
    assertThat(run("--from-beginning", "--until-end", "--report", "/dev/full")).isEqualTo(1);
    assertThat(errors()).contains("consumer: cannot write /dev/full: No space left on device");
  }
}
