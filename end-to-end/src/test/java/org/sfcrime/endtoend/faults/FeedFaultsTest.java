package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Shell;
import org.sfcrime.endtoend.harness.Signal;

/** Each revision that the live feed shows in a poll is published once, in its order. */
class FeedFaultsTest {
  private static final String START = "--start=2018-11-10T00:00";

  /** Two pages a poll. */
  private static final String TWO_PAGES = "--calls-per-day=1200";

  /** The exit code of a program that ended after SIGINT. */
  private static final int INTERRUPTED = 130;

  private static final Duration STOP_LIMIT = Faults.limit(15);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  @AutoClose private static Rig rig;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
  }

  /** The faults of the feed go on meanwhile, and rows move between two pages. */
  @Test
  @Fault("live feed: producer SIGKILL in mid-poll")
  void producerKilled(Injections injections) throws Exception {
    int polls = Faults.times(5, 500);
    int kills = Faults.times(1, 20);
    Random random = Faults.random();
    FollowedFeed feed =
        new FollowedFeed(
            rig,
            "killed",
            START,
            TWO_PAGES,
            "--days=" + Faults.times(1, 7),
            "--faults=" + Faults.times(1, 5),
            seed(random));
    for (int kill = 1; kill <= kills; kill++) {
      feed.startProducer();
      feed.awaitPoll(polls * kill / (kills + 1));
      awaitMoment(feed, "killed", random);
      Signal.KILL.sendTo(feed.producer());
      feed.awaitEnd(ProgramEnd.KILLED);
    }
    feed.startProducer();
    feed.awaitPoll(polls);
    feed.assertPublished();
    injections.held(kills);
  }

  /** One page a poll. */
  @Test
  @Fault("live feed: 429, 202, 503, errors, cut bodies, hours without answers, rows shown twice")
  void feedIsFaulty(Injections injections) throws Exception {
    int polls = Faults.times(0, 150);
    FollowedFeed feed =
        new FollowedFeed(
            rig, "faulty", START, "--calls-per-day=60", "--faults=50", seed(Faults.random()));
    feed.startProducer();
    feed.awaitPoll(polls);
    feed.assertPublished();
    Map<String, Integer> faults = feed.served().faults();
    assertThat(faults)
        .as(Faults.seed())
        .containsKeys(
            "THROTTLED", "STILL_RUNNING", "UNAVAILABLE", "ERROR_OBJECT", "DOWN", "SHOWN_TWICE")
        .containsKeys(
            IntStream.range(0, 8).mapToObj("CUT after %d kB"::formatted).toArray(String[]::new));
    injections.held(faults.values().stream().mapToInt(Integer::intValue).sum());
  }

  /** The times of the newest calls are in the future. */
  @Test
  @Fault("live feed: its clock is 10 minutes ahead")
  void clockAhead(Injections injections) throws Exception {
    int polls = Faults.times(0, 20);
    LocalDateTime ahead =
        LocalDateTime.now(ZoneId.of("America/Los_Angeles")).withNano(0).plusMinutes(10);
    FollowedFeed feed =
        new FollowedFeed(
            rig, "ahead", "--start=" + ahead, "--refresh=1 minute", "--days=1", TWO_PAGES);
    feed.startProducer();
    feed.awaitPoll(polls);
    feed.assertPublished();
    assertThat(feed.log()).content().contains(" minutes ahead)");
    injections.held();
  }

  /** A producer that gives up is started again, as by a supervisor. */
  @Test
  @Fault("live feed: broker SIGKILL in mid-poll")
  void brokerKilled(Injections injections) throws Exception {
    int times = Faults.times(0, 5);
    List<Duration> recoveries = new ArrayList<>();
    Random random = Faults.random();
    FollowedFeed feed = new FollowedFeed(rig, "broker-killed", START, TWO_PAGES, seed(random));
    feed.startProducer();
    feed.awaitPoll(1);
    for (int number = 0; number < times; number++) {
      awaitMoment(feed, "broker-killed", random);
      int poll = feed.served().polls();
      rig.killBroker();
      rig.startBrokerAgain();
      recoveries.add(
          Await.until(
              "polls after the broker's restart, " + Faults.seed(),
              () -> {
                if (feed.producer().exitCode().isPresent()) {
                  feed.awaitEnd(1);
                  feed.startProducer();
                }
                return feed.served().polls() > poll + 3;
              }));
    }
    feed.assertPublished();
    recoveries.forEach(injections::held);
  }

  /** A supervisor sends SIGKILL some time after the signal: the producer must end before that. */
  @Test
  @Fault("live feed: SIGTERM or SIGINT while the broker hangs")
  void stoppedWhileTheBrokerHangs(Injections injections) throws Exception {
    int times = Faults.times(0, 4);
    Random random = Faults.random();
    FollowedFeed feed = new FollowedFeed(rig, "hanging", START, TWO_PAGES, seed(random));
    for (int number = 0; number < times; number++) {
      boolean isTerm = number % 2 == 0;
      if (isTerm) {
        feed.startProducer();
      } else {
        feed.startProducerWithSigint();
      }
      feed.awaitPoll(feed.served().polls() + 2);
      awaitMoment(feed, "hanging", random);
      Signal.STOP.sendTo(rig.broker().process());
      try {
        if (number < times / 2) {
          // The producer has given up to ask for the topic's id, and commits.
          awaitSilence(feed, Duration.ofSeconds(20));
        }
        Shell.run(List.of("kill", isTerm ? "-TERM" : "-INT", "" + feed.producer().pid()));
        feed.awaitEnd(isTerm ? ProgramEnd.TERMINATED : INTERRUPTED, STOP_LIMIT);
      } finally {
        Signal.CONT.sendTo(rig.broker().process());
      }
    }
    assertThat(feed.log())
        .content()
        .contains("The last transaction was not committed within 8 s; the same command goes on")
        .contains(" polls, 0 failed; ", " records sent, ");
    feed.startProducer();
    feed.awaitPoll(feed.served().polls() + 3);
    feed.assertPublished();
    injections.held(times);
  }

  /** The producer remembers what it has published to the old topic. */
  @Test
  @Fault("live feed: topic deleted and made again")
  void topicRecreatedWhileFollowed_producerEnds(Injections injections) throws Exception {
    Faults.onlyInTheFullRun();
    FollowedFeed feed = new FollowedFeed(rig, "again", START, TWO_PAGES);
    feed.startProducer();
    feed.awaitPoll(2);
    rig.broker().deleteTopics("again");
    rig.createTopic("again", 4);
    feed.awaitEnd(1);
    assertThat(feed.log()).content().contains("Topic again was deleted");
    injections.held();
  }

  /** Waits until a producer reads a page, or sends or commits a poll. */
  private static void awaitMoment(FollowedFeed feed, String topic, Random random)
      throws InterruptedException, ExecutionException {
    try (TopicEnds ends = new TopicEnds(rig.broker(), topic)) {
      boolean whileReading = random.nextBoolean();
      // A poll of two pages logs about 100 kB, and sends about 15 records.
      long bytes = feed.served().bytes() + random.nextInt(200_000);
      long written = ends.written() + 1 + random.nextInt(30);
      Await.until(
          "a moment in a poll, " + Faults.seed(),
          () -> whileReading ? feed.served().bytes() >= bytes : ends.written() >= written);
    }
  }

  /** Waits until the producer has not asked the feed for some time. */
  private static void awaitSilence(FollowedFeed feed, Duration time) {
    AtomicLong bytes = new AtomicLong();
    AtomicLong sinceNanos = new AtomicLong();
    Await.until(
        "a producer that hangs, " + Faults.seed(),
        () -> {
          if (bytes.getAndSet(feed.served().bytes()) != bytes.get()) {
            sinceNanos.set(System.nanoTime());
          }
          return System.nanoTime() - sinceNanos.get() > time.toNanos();
        });
  }

  private static String seed(Random random) {
    return "--seed=" + random.nextInt(1_000);
  }
}
