package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.commandline.CommandException;

class ReplayPositionTest {
  private static final ReplayPosition.Job JOB =
      new ReplayPosition.Job("t", "id", "r", "file", "3-0a", 1_545_000_000_000L, 1000, 2000);

  @Test
  void toJson_isReadAgain() {
    ReplayPosition position = new ReplayPosition(JOB, 7_000_000_000L, 3, true);
    assertThat(ReplayPosition.ofJson(position.toJson())).isEqualTo(position);
    assertThat(SampleCalls.text(position.toJson()))
        .isEqualTo(
            "{\"version\":1,\"job\":{\"topic\":\"t\",\"topic_id\":\"id\","
                + "\"rejected_topic\":\"r\",\"order\":\"file\",\"fingerprint\":\"3-0a\","
                + "\"judged_at_ms\":1545000000000,\"call_limit\":1000,\"rejected_limit\":2000},"
                + "\"calls\":7000000000,\"rejected\":3,\"ended\":true}");
  }

  @Test
  void ofJson_otherVersion() {
    assertThatThrownBy(
            () -> ReplayPosition.ofJson(SampleCalls.bytes("{\"version\":2,\"ranks\":[]}")))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("The job's position has version 2, and this producer reads");
  }

  @ParameterizedTest
  @CsvSource({
    "t, id, r, file/3-0b, the file's content has changed",
    "u, id, r, file/3-0a, --topic was t and is now u",
    "t, i2, r, file/3-0a, topic t was deleted and created again",
    "t, id, s, file/3-0a, --rejected-topic was r and is now s",
    "t, id, r, event-time/3-0a, --order was file and is now event-time",
  })
  void refusal_namesWhatChanged(
      String topic, String topicId, String rejected, String orderAndFile, String why) {
    String[] parts = orderAndFile.split("/", -1);
    ReplayPosition.Job now =
        new ReplayPosition.Job(topic, topicId, rejected, parts[0], parts[1], 5, 6, 7);
    assertThat(new ReplayPosition(JOB, 1, 0, false).refusal(now)).startsWith(why);
  }

  @Test
  void refusal_otherTimeAndLimits_areTheFirstRuns() {
    ReplayPosition.Job now = new ReplayPosition.Job("t", "id", "r", "file", "3-0a", 5, 6, 7);
    assertThat(new ReplayPosition(JOB, 1, 0, false).refusal(now)).isNull();
  }

  @Test
  void isFinished() {
    ReplayPosition position = new ReplayPosition(JOB, 5, 0, false);
    assertThat(position.isFinished(-1)).isFalse();
    assertThat(position.isFinished(6)).isFalse();
    assertThat(position.isFinished(5)).isTrue();
    assertThat(position.isFinished(4)).isTrue();
    assertThat(position.atEnd().isFinished(-1)).isTrue();
    assertThat(position.atEnd().afterCall().isFinished(-1)).isFalse();
  }
}
