package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.producer.follow.FakeFeed;

/** What a run publishes of a feed that changes from poll to poll. */
class FollowRunTest {
  private static final String T10 = "2026-11-20T10:00:30.000";
  private static final String T11 = "2026-11-20T11:00:30.000";
  private static final String CLOSED = "\"close_datetime\":\"2026-11-20T11:30:00.000\"";

  @TempDir Path directory;
  @AutoClose private final FollowRuns runs = new FollowRuns();
  private final FakeFeed feed = runs.feed;

  @Test
  void once_publishesEveryCallByItsId() {
    feed.row("1", T10, "ALARM").row("2", T11, "TRAFFIC STOP", CLOSED);
    assertThat(runs.follow("--once")).isZero();
    assertThat(runs.published()).containsExactly("1 Alarm", "2 Traffic Stop closed");
    assertThat(runs.errors())
        .contains(
            "poll 1: 2 new, 0 changed, 0 unchanged; newest call 2026-11-20 11:00 (1 hour ago)")
        .contains("1 polls, 0 failed; 2 calls published: 2 new, 0 changed; 0 records rejected.");
    assertThat(feed.requests)
        .containsExactly(
            "$limit=1",
            "$where=received_datetime <= '2026-11-21T12:00:00.000'&$order=received_datetime DESC&$limit=1",
            "$where=received_datetime >= '2026-11-18T11:00:00.000'&$order=cad_number,:id&$limit=2000");
  }

  @Test
  void polls_publishWhatIsNewOrChanged_inTheOrderOfTheFeed() {
    feed.row("1", T10, "ALARM").row("2", T11, "FIGHT").row("3", T11, "TRESPASSER");
    runs.onPolls(
        () -> feed.row("3", T11, "ROBBERY").row("1", T10, "ALARM", CLOSED),
        () -> feed.row("4", T11, "ALARM"),
        () -> feed.rows.remove("1"));
    assertThat(runs.follow()).isEqualTo(130);
    assertThat(runs.published())
        .containsExactly(
            "1 Alarm", "2 Fight", "3 Trespasser", "1 Alarm closed", "3 Robbery", "4 Alarm");
    assertThat(runs.errors())
        .contains(
            "poll 2: 0 new, 2 changed, 1 unchanged;", "poll 3: 1 new, 0 changed, 3 unchanged;");
    assertThat(runs.time.waits).startsWith(Duration.ofMinutes(10), Duration.ofMinutes(10));
  }

  /**
   * A correction that is taken back is published: the newest record must be what the feed shows.
   */
  @Test
  void revisionAndItsReversal_visible_arePublished() {
    feed.row("1", T10, "ALARM");
    runs.onPolls(() -> feed.row("1", T10, "FIGHT"), () -> feed.row("1", T10, "ALARM"));
    runs.follow();
    assertThat(runs.published()).containsExactly("1 Alarm", "1 Fight", "1 Alarm");
  }

  @Test
  void loadFieldsAlone_areNoRevision() {
    feed.row("1", T10, "ALARM", "\"data_loaded_at\":\"a\"");
    runs.onPolls(
        () ->
            feed.row(
                "1", T10, "ALARM", "\"data_loaded_at\":\"b\"", "\":@computed_region_x\":\"1\""));
    runs.follow();
    assertThat(runs.published()).containsExactly("1 Alarm");
  }

  @Test
  void startedAgain_readsBackAndPublishesOnlyTheRest() {
    feed.row("1", T10, "ALARM").row("2", T11, "FIGHT");
    runs.follow("--once");
    feed.row("2", T11, "FIGHT", CLOSED).row("3", T11, "ALARM");
    assertThat(runs.follow("--once")).isZero();
    assertThat(runs.published()).containsExactly("1 Alarm", "2 Fight", "2 Fight closed", "3 Alarm");
    assertThat(runs.errors()).contains("Read back 2 calls from the topic.");
  }

  /** The feed may show older calls later, so all of the lookback is read back. */
  @Test
  void startedAgain_readsBackTheWholeLookbackAndADay() {
    feed.row("2", T11, "FIGHT");
    runs.follow("--once");
    assertThat(runs.broker.readSince).isEqualTo(Instant.parse("2026-11-17T19:00:00Z"));
  }

  @Test
  void feedAhead_isPublished() {
    feed.row("1", "2026-11-20T12:10:30.000", "ALARM");
    runs.onPolls(() -> feed.row("2", "2026-11-20T12:20:30.000", "FIGHT"));
    runs.follow();
    assertThat(runs.published()).containsExactly("1 Alarm", "2 Fight");
    assertThat(runs.errors()).contains("newest call 2026-11-20 12:10 (10 minutes ahead)");
  }

  /** Calls are forgotten only after the feed has stopped to show them. */
  @Test
  void oldestCallOfTheLookback_isRemembered() {
    feed.row("1", "2026-11-18T11:01:00.000", "ALARM").row("2", T11, "FIGHT");
    runs.onPolls(() -> feed.row("3", T11, "FIGHT"), () -> feed.row("4", T11, "FIGHT"));
    runs.follow();
    assertThat(runs.published()).containsExactly("1 Alarm", "2 Fight", "3 Fight", "4 Fight");
  }

  @Test
  void untilClosed_publishesOnlyClosedCalls() {
    feed.row("1", T10, "ALARM").row("2", T11, "FIGHT", CLOSED);
    runs.onPolls(() -> feed.row("1", T10, "ROBBERY", CLOSED), () -> feed.row("1", T10, "ROBBERY"));
    runs.follow("--until-closed");
    assertThat(runs.published()).containsExactly("2 Fight closed", "1 Robbery closed");
  }

  @Test
  void sameIdTwice_theLastRowCounts() {
    feed.row("1", T10, "ALARM").row("2", T11, "FIGHT");
    feed.rows.put("1b", feed.rows.get("1").replace("ALARM", "ROBBERY"));
    feed.rows.put("2b", feed.rows.get("2"));
    runs.onPolls(() -> {});
    runs.follow();
    assertThat(runs.published()).containsExactly("1 Robbery", "2 Fight");
  }

  @Test
  void rejectedRow_isSentOnce() {
    feed.row("1", T10, "ALARM").row("2", T11, "");
    runs.onPolls(
        () -> feed.row("3", T11, "FIGHT"), () -> feed.row("4", "2099-01-01T00:00:00.000", "FIGHT"));
    runs.follow();
    assertThat(runs.published()).containsExactly("1 Alarm", "3 Fight");
    assertThat(runs.broker.committed(runs.options().rejectedTopic()))
        .extracting(record -> SampleCalls.header(record, "reason"))
        .containsExactly("missing_crime_type", "call_date_time_out_of_bounds");
    assertThat(SampleCalls.text(runs.broker.committed(runs.options().rejectedTopic()).get(0).key()))
        .matches("http://127\\.0\\.0\\.1:\\d+/resource/x\\.json@feed/0/\\d+");
  }

  @Test
  void unchangedFeed_isAskedByEntityTag() {
    feed.row("1", T10, "ALARM");
    runs.onPolls(() -> {}, () -> feed.row("1", T10, "FIGHT"));
    runs.follow();
    assertThat(runs.published()).containsExactly("1 Alarm", "1 Fight");
    assertThat(runs.errors()).contains("poll 2: 0 new, 0 changed, 1 unchanged;");
  }

  @Test
  void gap_isReportedWithFromAndTo() throws IOException {
    feed.row("1", T10, "ALARM");
    runs.follow("--once");
    feed.rows.clear();
    feed.row("2", T11, "FIGHT");
    Path report = directory.resolve("report.json");
    assertThat(runs.follow("--once", "--report", report.toString())).isZero();
    assertThat(runs.errors())
        .contains("warning: GAP: the calls from 2026-11-20 10:00 to 2026-11-20 11:00 are missing.");
    JsonNode figures = new ObjectMapper().readTree(report.toFile());
    assertThat(figures.required("gaps").asInt()).isEqualTo(1);
    assertThat(figures.required("published").asInt()).isEqualTo(1);
  }

  @Test
  void failedPoll_theNextOneCatchesUp() {
    feed.row("1", T10, "ALARM");
    runs.onPolls(
        () -> {
          feed.row("2", T11, "FIGHT");
          feed.then(403);
        },
        () -> {});
    assertThat(runs.follow()).isEqualTo(130);
    assertThat(runs.published()).containsExactly("1 Alarm", "2 Fight");
    assertThat(runs.errors())
        .contains("warning: a poll failed: the feed answers with status 403; the next one")
        .contains("3 polls, 1 failed;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--once", "--poll-interval=1 second"})
  void firstRequestRefused_ends(String flag) {
    feed.then(404);
    assertThat(runs.follow(flag)).isEqualTo(1);
    assertThat(runs.errors()).contains("/resource/x.json: the feed answers with status 404");
  }

  @Test
  void once_noAcceptedCall_fails() {
    feed.row("1", T10, "");
    assertThat(runs.follow("--once")).isEqualTo(1);
    assertThat(runs.errors()).contains("/resource/x.json shows no accepted call.");
    assertThat(runs.broker.committed(runs.options().rejectedTopic())).hasSize(1);
  }

  @Test
  void once_emptyFeed_fails() {
    assertThat(runs.follow("--once")).isEqualTo(1);
    assertThat(runs.errors()).contains("/resource/x.json shows no accepted call.");
  }

  @Test
  void appToken_isSentAndNotPrinted() throws IOException {
    feed.row("1", T10, "ALARM");
    Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
    assertThat(runs.follow("--once", "--app-token-file", token.toString())).isZero();
    assertThat(feed.requests).allMatch(request -> request.endsWith(" token s3cret"));
    assertThat(runs.errors()).doesNotContain("s3cret");
  }
}
