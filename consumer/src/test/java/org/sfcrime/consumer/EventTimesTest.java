package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The records that {@code --since} and {@code --until} choose. */
class EventTimesTest extends ConsumerHarness {
  private static final String[] HOUR = {
    "--since", "2018-12-31T22:00:00", "--until", "2018-12-31T23:00:00"
  };
  private static final String EARLIER = call("a", "21:59");
  private static final String FIRST = call("b", "22:00");
  private static final String LAST = call("c", "22:59");
  private static final String LATER = call("d", "23:00");

  private static String call(String id, String time) {
    return ConsumedCalls.json(id).replace("T23:57:00", "T" + time + ":00");
  }

  @BeforeEach
  void arrive() {
    hold(LATER, FIRST, "no call", EARLIER, LAST);
  }

  @Test
  void run_range_theRestIsNeitherPrintedNorExpected() throws IOException {
    Path file = expected(EARLIER, FIRST, LAST, LATER);
    assertThat(
            run(
                "--from-beginning",
                "--expect-file",
                file.toString(),
                HOUR[0],
                HOUR[1],
                HOUR[2],
                HOUR[3]))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("2018-12-31 22:"));
    assertThat(errors())
        .contains("expected 2 calls: all arrived once, unchanged")
        .contains(": 3 other records are left out");
  }

  @Test
  void run_maxMessages_countsTheRecordsOfTheRange() {
    assertThat(run("--from-beginning", "--max-messages", "1", "--since", "2018-12-31T23:00"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("2018-12-31 23:00:00");
  }

  @Test
  void run_noRange_wrongUsage() {
    assertThat(run("--since", "2018-12-31", "--until", "2018-12-30")).isEqualTo(2);
    assertThat(errors()).contains("--until (2018-12-30) must be later than --since (2018-12-31)");
  }
}
