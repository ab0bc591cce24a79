package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that {@code --since} and {@code --until} choose. */
class EventTimesTest {
  private static final String SINCE = "2018-12-31T09:00:00";
  private static final String UNTIL = "2018-12-31T11:00:00";

  @TempDir Path directory;
  private String file;

  @BeforeEach
  void write() throws IOException {
    Path calls = directory.resolve("calls.ndjson");
    file =
        Files.writeString(
                calls,
                String.join(
                    "\n",
                    SampleCalls.call("D", "11:00"),
                    SampleCalls.call("C", "10:59"),
                    "no call",
                    SampleCalls.call("B", "09:00"),
                    SampleCalls.call("A", "08:59")))
            .toString();
  }

  @ParameterizedTest
  @CsvSource({"file, 'C,B'", "event-time, 'B,C'"})
  void publish_range(String order, String ids) {
    Published run = Published.run(file, "--order", order, "--since", SINCE, "--until", UNTIL);
    assertThat(run.exitCode()).isZero();
    assertThat(run.ids()).containsExactly(ids.split(",", -1));
    assertThat(run.rejectedTexts()).containsExactly("no call");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "event-time"})
  void resume_sameRange_everyCallOnce(String order) {
    InMemoryKafkaClients broker = new InMemoryKafkaClients();
    String[] first = {"--order", order, "--since", SINCE, "--max-records", "1"};
    assertThat(Published.run(broker, file, first).ids()).hasSize(1);
    Published rest = Published.run(broker, file, "--order", order, "--since", SINCE, "--resume");
    assertThat(rest.ids()).containsExactlyInAnyOrder("B", "C", "D");
    assertThat(rest.rejectedTexts()).containsExactly("no call");
  }

  @Test
  void resume_otherRange_refused() {
    InMemoryKafkaClients broker = new InMemoryKafkaClients();
    Published.run(broker, file, "--max-records", "1");
    Published other = Published.run(broker, file, "--since", SINCE, "--resume");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err())
        .contains("--order was event-time and is now event-time --since " + SINCE);
  }

  @Test
  void publish_noCallInTheRange_fails() {
    Published run = Published.run(file, "--since", "2019-01-01");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("calls.ndjson contains no accepted call with --since 2019-01-01T00:00:00.");
  }
}
