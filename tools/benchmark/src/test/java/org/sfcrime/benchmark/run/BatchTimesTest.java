package org.sfcrime.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.benchmark.run.BatchTimes.Batch;

class BatchTimesTest {
  @TempDir private Path folder;

  @Test
  void read_leavesBatchesWithoutRowsOut() throws IOException {
    Path file = folder.resolve("progress.jsonl");
    Files.writeString(
        file,
        IntStream.of(0, 500, 700)
            .mapToObj(
                "{\"numInputRows\":%d,\"durationMs\":{\"triggerExecution\":250},\"other\":1}\n"
                    ::formatted)
            .collect(Collectors.joining()));
    assertThat(BatchTimes.read(file).all())
        .containsExactly(new Batch(500, 250), new Batch(700, 250));
  }

  @Test
  void steady_isWithoutTheFirstFifthOfTheRows() {
    BatchTimes batches =
        new BatchTimes(
            List.of(
                new Batch(100, 5_000),
                new Batch(100, 900),
                new Batch(300, 600),
                new Batch(400, 400)));
    assertThat(batches.steady().all()).containsExactly(new Batch(300, 600), new Batch(400, 400));
    assertThat(batches.steady().values())
        .isEqualTo(Map.of("steady rows/s", 700.0, "batch ms p50", 400.0, "batch ms p95", 600.0));
  }

  @Test
  void steady_isWithoutALastBatchOfWhatWasLeftOver() {
    BatchTimes batches =
        new BatchTimes(
            List.of(
                new Batch(100, 900), new Batch(100, 100), new Batch(100, 100), new Batch(49, 90)));
    assertThat(batches.steady().all()).containsExactly(new Batch(100, 100), new Batch(100, 100));
  }

  @Test
  void steady_ofOneBatchIsNothing() {
    BatchTimes one = new BatchTimes(List.of(new Batch(100, 50)));
    assertThat(one.steady().all()).isEmpty();
    assertThat(one.steady().values()).isEmpty();
    assertThat(one.steadyOrAll()).isEqualTo(one);
    assertThat(one.values()).containsEntry("steady rows/s", 2_000.0);
  }
}
