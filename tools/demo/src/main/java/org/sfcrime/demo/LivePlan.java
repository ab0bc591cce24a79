package org.sfcrime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sfcrime.demo.LiveReconciliation.ServedSide;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * The demo of a live feed: the producer follows it for some time, and the job counts the newest
 * revision of each call.
 *
 * @param feed the address of a feed; null for the stand-in, bin/city-feed
 * @param speed the speed of the stand-in
 * @param length how long the feed is followed
 */
record LivePlan(String feed, double speed, Duration length) implements Plan {
  private static final Duration PRODUCER_END = Duration.ofSeconds(20);
  private static final Duration FEED_START = Duration.ofSeconds(60);

  /** From the start of the feed to the first calls that the job has read. */
  private static final Duration SLOWEST_START = Duration.ofSeconds(90);

  private static final ZoneId SAN_FRANCISCO = ZoneId.of("America/Los_Angeles");

  /** 20 minutes of the stand-in's time at the usual speed. */
  private static final String POLL_INTERVAL = "4 seconds";

  /** A feed is not asked before the run. */
  @Override
  public void requireCall() {}

  @Override
  public boolean isShort() {
    return length.compareTo(Duration.ofMinutes(10)) < 0;
  }

  /** The feed shows 48 hours, so the windows stay open for longer. */
  @Override
  public List<String> jobFlags() {
    return List.of("--upsert", "--watermark", "50 hours");
  }

  @Override
  public Sides run(Pipeline pipeline) throws IOException, InterruptedException {
    Programs programs = pipeline.programs();
    Path log = programs.work().resolve("served.jsonl");
    String address = feed == null ? startStandIn(pipeline, log) : feed;
    pipeline.awaitJobStart();
    pipeline.say("following %s for %s", address, text(length));
    List<String> flags = feed == null ? List.of("--poll-interval", POLL_INTERVAL) : List.of();
    StartedProcess producer = pipeline.start(programs.follower(address, flags), null);
    pipeline.awaitJob(1); // the time begins with the first calls
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      pipeline.check();
    }
    pipeline.terminate(producer, Set.of(143), PRODUCER_END);
    JsonNode report = programs.readReport("producer");
    long published = report.required("published").longValue();
    pipeline.say(
        "published %,d revisions in %,d polls", published, report.required("polls").longValue());
    pipeline.awaitJob(published);
    JsonNode job = pipeline.endJob();
    TopicRevisions topic = TopicRevisions.of(pipeline.records(Programs.TOPIC));
    return new LiveReconciliation(
        feed == null ? ServedSide.of(log, report.required("polls").intValue(), topic) : null,
        report,
        topic.records(),
        job,
        topic.differences(pipeline.counts()),
        topic.calls(),
        pipeline.deadLetters(),
        pipeline.onPage(job.required("counted").longValue()));
  }

  /** Starts bin/city-feed and returns its address. */
  private String startStandIn(Pipeline pipeline, Path log)
      throws IOException, InterruptedException {
    CompletableFuture<String> address = new CompletableFuture<>();
    // The feed's time ends before the present: a call of the day after tomorrow is rejected.
    Duration shown = Duration.ofMillis((long) (length.plus(SLOWEST_START).toMillis() * speed));
    LocalDateTime start = LocalDateTime.now(SAN_FRANCISCO).minus(shown);
    List<String> words =
        List.of(
            pipeline.home().program("city-feed"),
            "--speed=" + speed,
            "--start=" + start.truncatedTo(ChronoUnit.MINUTES),
            "--days=" + (shown.toDays() + 1),
            "--log=" + log);
    Path output = pipeline.programs().logs().resolve("city-feed.log");
    StartedProcess started =
        pipeline.start(
            new StartedProcess.Command("city-feed", words, Map.of(), output), address::complete);
    long deadline = System.nanoTime() + FEED_START.toNanos();
    while (!address.isDone() && System.nanoTime() < deadline) {
      pipeline.check();
    }
    if (!address.isDone()) {
      throw started.failure();
    }
    return address.join();
  }

  private static String text(Duration length) {
    return length.toSeconds() < 120
        ? length.toSeconds() + " s"
        : TimeUnit.SECONDS.toMinutes(length.toSeconds()) + " minutes";
  }
}
