package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.producer.follow.FakeFeed;
import org.sfcrime.producer.follow.FakeTime;
import org.sfcrime.producer.follow.FollowOptions;

/** What a run publishes of a feed that changes from poll to poll. */
class FollowRunTest {
  private static final String T10 = "2026-11-20T10:00:30.000";
  private static final String T11 = "2026-11-20T11:00:30.000";
  private static final String CLOSED = "\"close_datetime\":\"2026-11-20T11:30:00.000\"";

  @TempDir Path directory;
  @AutoClose private final FakeFeed feed = new FakeFeed();
  private final FakeTime time = new FakeTime();
  private final InMemoryKafkaClients broker = new InMemoryKafkaClients();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void once_publishesEveryCallByItsId() {
    feed.row("1", T10, "ALARM").row("2", T11, "TRAFFIC STOP", CLOSED);
    assertThat(follow("--once")).isZero();
    assertThat(published()).containsExactly("1 Alarm", "2 Traffic Stop closed");
    assertThat(errors())
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
    onPolls(
        () -> feed.row("3", T11, "ROBBERY").row("1", T10, "ALARM", CLOSED),
        () -> feed.row("4", T11, "ALARM"),
        () -> feed.rows.remove("1"));
    assertThat(follow()).isEqualTo(130);
    assertThat(published())
        .containsExactly(
            "1 Alarm", "2 Fight", "3 Trespasser", "1 Alarm closed", "3 Robbery", "4 Alarm");
    assertThat(errors())
        .contains(
            "poll 2: 0 new, 2 changed, 1 unchanged;", "poll 3: 1 new, 0 changed, 3 unchanged;");
    assertThat(time.waits).startsWith(Duration.ofMinutes(10), Duration.ofMinutes(10));
  }

  /**
   * A correction that is taken back is published: the newest record must be what the feed shows.
   */
  @Test
  void revisionAndItsReversal_visible_arePublished() {
    feed.row("1", T10, "ALARM");
    onPolls(() -> feed.row("1", T10, "FIGHT"), () -> feed.row("1", T10, "ALARM"));
    follow();
    assertThat(published()).containsExactly("1 Alarm", "1 Fight", "1 Alarm");
  }

  @Test
  void loadFieldsAlone_areNoRevision() {
    feed.row("1", T10, "ALARM", "\"data_loaded_at\":\"a\"");
    onPolls(
        () ->
            feed.row(
                "1", T10, "ALARM", "\"data_loaded_at\":\"b\"", "\":@computed_region_x\":\"1\""));
    follow();
    assertThat(published()).containsExactly("1 Alarm");
  }

  @Test
  void startedAgain_readsBackAndPublishesOnlyTheRest() {
    feed.row("1", T10, "ALARM").row("2", T11, "FIGHT");
    follow("--once");
    feed.row("2", T11, "FIGHT", CLOSED).row("3", T11, "ALARM");
    assertThat(follow("--once")).isZero();
    assertThat(published()).containsExactly("1 Alarm", "2 Fight", "2 Fight closed", "3 Alarm");
    assertThat(errors()).contains("Read back 2 calls from the topic.");
  }

  @Test
  void untilClosed_publishesOnlyClosedCalls() {
    feed.row("1", T10, "ALARM").row("2", T11, "FIGHT", CLOSED);
    onPolls(() -> feed.row("1", T10, "ROBBERY", CLOSED), () -> feed.row("1", T10, "ROBBERY"));
    follow("--until-closed");
    assertThat(published()).containsExactly("2 Fight closed", "1 Robbery closed");
  }

  @Test
  void sameIdTwice_theLastRowCounts() {
    feed.row("1", T10, "ALARM").row("2", T11, "FIGHT");
    feed.rows.put("1b", feed.rows.get("1").replace("ALARM", "ROBBERY"));
    feed.rows.put("2b", feed.rows.get("2"));
    onPolls(() -> {});
    follow();
    assertThat(published()).containsExactly("1 Robbery", "2 Fight");
  }

  @Test
  void rejectedRow_isSentOnce() {
    feed.row("1", T10, "ALARM").row("2", T11, "");
    onPolls(
        () -> feed.row("3", T11, "FIGHT"), () -> feed.row("4", "2099-01-01T00:00:00.000", "FIGHT"));
    follow();
    assertThat(published()).containsExactly("1 Alarm", "3 Fight");
    assertThat(broker.committed(options().rejectedTopic()))
        .extracting(record -> SampleCalls.header(record, "reason"))
        .containsExactly("missing_crime_type", "call_date_time_out_of_bounds");
    assertThat(SampleCalls.text(broker.committed(options().rejectedTopic()).get(0).key()))
        .matches("http://127\\.0\\.0\\.1:\\d+/resource/x\\.json@feed/0/\\d+");
  }

  @Test
  void unchangedFeed_isAskedByEntityTag() {
    feed.row("1", T10, "ALARM");
    onPolls(() -> {}, () -> feed.row("1", T10, "FIGHT"));
    follow();
    assertThat(published()).containsExactly("1 Alarm", "1 Fight");
    assertThat(errors()).contains("poll 2: 0 new, 0 changed, 1 unchanged;");
  }

  @Test
  void gap_isReportedWithFromAndTo() throws IOException {
    feed.row("1", T10, "ALARM");
    follow("--once");
    feed.rows.clear();
    feed.row("2", T11, "FIGHT");
    Path report = directory.resolve("report.json");
    assertThat(follow("--once", "--report", report.toString())).isZero();
    assertThat(errors())
        .contains("warning: GAP: the calls from 2026-11-20 10:00 to 2026-11-20 11:00 are missing.");
    JsonNode figures = new ObjectMapper().readTree(report.toFile());
    assertThat(figures.required("gaps").asInt()).isEqualTo(1);
    assertThat(figures.required("published").asInt()).isEqualTo(1);
  }

  @Test
  void failedPoll_theNextOneCatchesUp() {
    feed.row("1", T10, "ALARM");
    onPolls(
        () -> {
          feed.row("2", T11, "FIGHT");
          feed.then(403);
        },
        () -> {});
    assertThat(follow()).isEqualTo(130);
    assertThat(published()).containsExactly("1 Alarm", "2 Fight");
    assertThat(errors())
        .contains("warning: a poll failed: the feed answers with status 403; the next one")
        .contains("3 polls, 1 failed;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--once", "--poll-interval=1 second"})
  void firstRequestRefused_ends(String flag) {
    feed.then(404);
    assertThat(follow(flag)).isEqualTo(1);
    assertThat(errors()).contains("/resource/x.json: the feed answers with status 404");
  }

  @Test
  void once_noAcceptedCall_fails() {
    feed.row("1", T10, "");
    assertThat(follow("--once")).isEqualTo(1);
    assertThat(errors()).contains("/resource/x.json shows no accepted call.");
    assertThat(broker.committed(options().rejectedTopic())).hasSize(1);
  }

  @Test
  void once_emptyFeed_fails() {
    assertThat(follow("--once")).isEqualTo(1);
    assertThat(errors()).contains("/resource/x.json shows no accepted call.");
  }

  /** Nothing of a poll is published whose commit fails; the next run publishes all of it. */
  @Test
  void commitFails_nothingIsPublished() {
    feed.row("1", T10, "ALARM").row("2", T11, "FIGHT");
    MockProducer<byte[], byte[]> producer = InMemoryKafkaClients.producer();
    producer.commitTransactionException = new KafkaException("gone");
    broker.next(producer);
    assertThat(follow()).isEqualTo(1);
    assertThat(errors()).contains("gone; the same command goes on from what is published.");
    assertThat(published()).isEmpty();
    assertThat(follow("--once")).isZero();
    assertThat(published()).containsExactly("1 Alarm", "2 Fight");
  }

  @Test
  void fenced_saysSo() {
    feed.row("1", T10, "ALARM");
    MockProducer<byte[], byte[]> producer = InMemoryKafkaClients.producer();
    producer.commitTransactionException = new ProducerFencedException("newer epoch");
    broker.next(producer);
    assertThat(follow()).isEqualTo(1);
    assertThat(errors()).contains("Fenced: another producer that follows this feed to this topic");
  }

  @Test
  void appToken_isSentAndNotPrinted() throws IOException {
    feed.row("1", T10, "ALARM");
    Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
    assertThat(follow("--once", "--app-token-file", token.toString())).isZero();
    assertThat(feed.requests).allMatch(request -> request.endsWith(" token s3cret"));
    assertThat(errors()).doesNotContain("s3cret");
  }

  /** Runs the steps between the polls, then polls once more and stops. */
  private void onPolls(Runnable... steps) {
    List<Runnable> left = new ArrayList<>(List.of(steps));
    time.onWait =
        number -> {
          if (left.isEmpty()) {
            throw new InterruptedException("end of the test");
          }
          left.remove(0).run();
        };
  }

  private int follow(String... flags) {
    StopSignal stop = new StopSignal();
    FakeTime.OnWait steps = time.onWait;
    time.onWait =
        number -> {
          try {
            steps.waiting(number);
          } catch (InterruptedException e) {
            stop.request();
            throw e;
          }
        };
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Producer program = program(flags);
    FollowOptions follow = program.followOptions();
    try {
      return new FollowRun(program.toOptions(), follow, stop, stream).run(broker, time);
    } finally {
      time.onWait = steps;
    }
  }

  private ProducerOptions options() {
    return program().toOptions();
  }

  private Producer program(String... flags) {
    List<String> all = new ArrayList<>(List.of("--follow", feed.address().toString()));
    all.addAll(List.of(flags));
    Producer program = new Producer(System.out, System.err, null);
    new picocli.CommandLine(program).parseArgs(all.toArray(String[]::new));
    return program;
  }

  /** Id, type and, of a closed call, the word closed. */
  private List<String> published() {
    return broker.committed(options().topic()).stream()
        .map(
            record -> {
              String value = SampleCalls.text(record.value());
              String type =
                  value.replaceFirst(".*\"original_crime_type_name\":\"([^\"]*)\".*", "$1");
              String end = value.contains("close_datetime") ? "closed" : "";
              return Stream.of(SampleCalls.text(record.key()), type, end)
                  .filter(word -> !word.isEmpty())
                  .reduce((a, b) -> a + " " + b)
                  .orElseThrow();
            })
        .toList();
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
