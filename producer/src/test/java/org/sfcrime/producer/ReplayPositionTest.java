package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.commandline.CommandException;

class ReplayPositionTest {
  private static final ReplayPosition.Job JOB =
      new ReplayPosition.Job("t", "id", "r", "rid", "file", "3-0a", 1_545_000_000_000L, 1000, 2000);

  @Test
  void toJson_isReadAgain() {
    ReplayPosition position = new ReplayPosition(JOB, 7_000_000_000L, 3, true);
    assertThat(ReplayPosition.ofJson(position.toJson())).isEqualTo(position);
    assertThat(SampleCalls.text(position.toJson()))
        .isEqualTo(
            "{\"version\":2,\"job\":{\"topic\":\"t\",\"topic_id\":\"id\","
                + "\"rejected_topic\":\"r\",\"rejected_topic_id\":\"rid\","
                + "\"order\":\"file\",\"fingerprint\":\"3-0a\","
                + "\"judged_at_ms\":1545000000000,\"call_limit\":1000,\"rejected_limit\":2000},"
                + "\"calls\":7000000000,\"rejected\":3,\"ended\":true}");
  }

  /** The position as 0.1.0 wrote it: without the id of the rejected topic. */
  @Test
  void ofJson_version1_continues() {
    String json =
        "{\"version\":1,\"job\":{\"topic\":\"t\",\"topic_id\":\"id\","
            + "\"rejected_topic\":\"r\",\"order\":\"file\",\"fingerprint\":\"3-0a\","
            + "\"judged_at_ms\":5,\"call_limit\":6,\"rejected_limit\":7},"
            + "\"calls\":3,\"rejected\":1,\"ended\":false}";
    ReplayPosition read = ReplayPosition.ofJson(SampleCalls.bytes(json));
    assertThat(read)
        .isEqualTo(
            new ReplayPosition(
                new ReplayPosition.Job("t", "id", "r", null, "file", "3-0a", 5, 6, 7),
                3,
                1,
                false));
    assertThat(read.refusal(JOB)).isNull();
  }

  @Test
  void ofJson_otherVersion() {
    assertThatThrownBy(
            () -> ReplayPosition.ofJson(SampleCalls.bytes("{\"version\":3,\"ranks\":[]}")))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("The job's position has version 3, and this producer reads");
  }

  @ParameterizedTest
  @CsvSource({
    "t/id, r/rid, file/3-0b, the file's content has changed",
    "u/id, r/rid, file/3-0a, --topic was t and is now u",
    "t/i2, r/rid, file/3-0a, topic t was deleted and created again",
    "t/id, s/rid, file/3-0a, --rejected-topic was r and is now s",
    "t/id, r/i2, file/3-0a, topic r was deleted and created again",
    "t/id, r/rid, event-time/3-0a, --order was file and is now event-time",
  })
  void refusal_namesWhatChanged(
      String topicAndId, String rejectedAndId, String orderAndFile, String why) {
    String[] topic = topicAndId.split("/", -1);
    String[] rejected = rejectedAndId.split("/", -1);
    String[] parts = orderAndFile.split("/", -1);
    ReplayPosition.Job now =
        new ReplayPosition.Job(
            topic[0], topic[1], rejected[0], rejected[1], parts[0], parts[1], 5, 6, 7);
    assertThat(new ReplayPosition(JOB, 1, 0, false).refusal(now)).startsWith(why);
  }

  @Test
  void refusal_otherTimeAndLimits_areTheFirstRuns() {
    ReplayPosition.Job now = new ReplayPosition.Job("t", "id", "r", "rid", "file", "3-0a", 5, 6, 7);
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
