package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerSummaryTest extends LoopHarness {
  private List<String> summary(int terminalColumns) {
    topic = MockTopic.of(1);
    topic.arrive(record(0, 0), record(0, 1));
    end = end(false, 2L, null);
    EndReason ended = process();
    err.reset();
    Result result = new Result(options, ended, loop.throughput(), reader.progress(), verifier);
    ConsumerSummary.print(result, terminalColumns, status);
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> table(int terminalColumns) {
    return summary(terminalColumns).stream()
        .dropWhile(line -> !line.startsWith("partition"))
        .toList();
  }

  @Test
  void print_narrowTerminal() {
    assertThat(table(40))
        .containsExactly(
            "partition       records           lag", //
            "        0             2             -");
  }

  @Test
  void print_narrowTerminal_sentencesAreWrapped() {
    String sentence = summary(Integer.MAX_VALUE).get(0);
    assertThat(sentence).matches("2 records in \\S+ s, \\S+ records/s, \\S+ MB/s");
    List<String> wrapped =
        summary(24).stream().takeWhile(line -> !line.startsWith("partition")).toList();
    assertThat(wrapped).hasSizeGreaterThan(1).allMatch(line -> line.length() <= 24);
    assertThat(String.join(" ", wrapped)).isEqualTo(sentence);
  }

  @Test
  void print_allColumns() {
    assertThat(table(80))
        .isEqualTo(table(Integer.MAX_VALUE))
        .first()
        .isEqualTo(
            "partition       records  first offset   last offset    end offset           lag");
  }
}
