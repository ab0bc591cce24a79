package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.consumer.ConsumedCalls;

/** Files of lines that are so large that several threads read them. */
class ExpectedCallsPartsTest {
  @TempDir Path directory;

  private static ExpectedCalls expected(Path file, BooleanSupplier stop) {
    return new ExpectedCalls(file, EventTimeRange.ALL, ConsumedCalls.CLOCK, 1 << 20, stop);
  }

  private Path fileOfCalls() throws IOException {
    return Files.write(
        directory.resolve("calls"),
        IntStream.range(0, 20_000).mapToObj(i -> ConsumedCalls.json("" + i)).toList());
  }

  @Test
  void readDigests_severalParts_sameAsFromStartToEnd() throws IOException {
    for (int rejected : new int[] {0, 1, 3}) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        lines.add(ConsumedCalls.json("id-" + i));
      }
      for (int i = 1; i <= rejected; i++) {
        lines.set(i * 6_000, "{\"crime_id\": \"" + "x".repeat(i * 1_000));
      }
      Path file = Files.write(directory.resolve("calls"), lines);
      assertThat(Files.size(file)).isGreaterThan(3 << 20);
      List<List<Long>> expected = new ArrayList<>();
      CallDigest digest = new CallDigest();
      ExpectedCalls calls = expected(file, () -> false);
      ExpectedCalls.Contents contents =
          calls.read(
              call -> {
                digest.setId(call.key());
                Utf8 json = call.value();
                return expected.add(
                    List.of(
                        digest.idHigh(),
                        digest.idLow(),
                        digest.ofContent(json),
                        CallDigest.ofText(json.bytes(), json.from(), json.to())));
              });
      List<List<Long>> digests = new ArrayList<>();
      assertThat(
              calls.readDigests(
                  (idHigh, idLow, content, text) ->
                      digests.add(List.of(idHigh, idLow, content, text))))
          .isEqualTo(contents);
      assertThat(contents.accepted()).isEqualTo(20_000 - rejected);
      assertThat(contents.firstRejected()).isEqualTo(rejected == 0 ? 0 : 6_001);
      assertThat(digests).isEqualTo(expected);
    }
  }

  @Test
  void readDigests_stopped_endsEarly() throws IOException {
    Path file = fileOfCalls();
    AtomicInteger taken = new AtomicInteger();
    expected(file, () -> taken.get() >= 10)
        .readDigests((idHigh, idLow, content, text) -> taken.incrementAndGet());
    assertThat(taken.get()).isBetween(10, 19_999);
  }

  @Test
  void readDigests_interrupted_saysThatItWasStopped() throws IOException {
    Path file = fileOfCalls();
    ExpectedCalls calls = expected(file, () -> false);
    try {
      assertThatThrownBy(
              () ->
                  calls.readDigests(
                      (idHigh, idLow, content, text) -> Thread.currentThread().interrupt()))
          .hasMessage("--expect-file: stopped before the end of " + file);
    } finally {
      Thread.interrupted();
    }
  }
}
