package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerSummaryTest extends LoopHarness {
  private List<String> table(int terminalColumns) {
    topic = MockTopic.of(1);
    topic.arrive(record(0, 0), record(0, 1));
    end = end(false, 2L, null);
    EndReason ended = process();
    err.reset();
    Result result = new Result(options, ended, loop.throughput(), reader.progress(), verifier);
    ConsumerSummary.print(result, terminalColumns, status);
    return err.toString(StandardCharsets.UTF_8).lines().skip(1).toList();
  }

  @Test
  void print_narrowTerminal() {
    assertThat(table(40))
        .containsExactly(
            "partition       records           lag", //
            "        0             2             -");
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
