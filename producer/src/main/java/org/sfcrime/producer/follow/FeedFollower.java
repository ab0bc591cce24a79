package org.sfcrime.producer.follow;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.producer.send.CallSender;
import org.sfcrime.producer.send.Rejections;

/**
 * Polls the feed and publishes what is new or changed.
 *
 * <p>The topic is the memory: before the first poll is published, the newest revisions are read
 * back. A call is accepted at most one day before its event time, so it cannot have been published
 * earlier than that.
 */
public final class FeedFollower {
  /** Rejected records that are remembered; more only means that some are sent again. */
  private static final int MOST_REJECTED = 100_000;

  private final FollowOptions options;
  private final FeedReader reader;
  private final CallSender sender;
  private final PublishedCalls published;
  private final Rejections rejections;
  private final FollowStatistics statistics;
  private final Waiting waiting;
  private final StatusLines status;
  private final PollDisplay display;
  private final Set<Revision> rejectedBefore = new HashSet<>();
  private PublishedRevisions revisions;

  /**
   * What the follower works with.
   *
   * @param sender sends in a {@link PollTransaction}
   * @param published reads back the topic of calls
   * @param maxCallBytes the largest key and value of a call, in bytes
   */
  public record Context(
      CallSender sender,
      PublishedCalls published,
      Rejections rejections,
      FollowStatistics statistics,
      Waiting waiting,
      StatusLines status,
      PollDisplay display,
      long maxCallBytes) {}

  public FeedFollower(FollowOptions options, Context context) {
    this(options, context, new FeedClient(options, context.waiting()));
  }

  private FeedFollower(FollowOptions options, Context context, FeedClient client) {
    this.options = options;
    this.reader = new FeedReader(options, client, context.waiting(), context.maxCallBytes());
    this.sender = context.sender();
    this.published = context.published();
    this.rejections = context.rejections();
    this.statistics = context.statistics();
    this.waiting = context.waiting();
    this.status = context.status();
    this.display = context.display();
  }

  /**
   * Polls until the run is to stop, or once.
   *
   * @throws InterruptedException if the run is to stop
   * @throws CommandException if a poll cannot be published, if the only poll fails or shows no
   *     accepted call, or if the first request is refused
   */
  public void run() throws InterruptedException {
    Instant due = waiting.now();
    while (true) {
      Duration notBefore = Duration.ZERO;
      try {
        poll();
        if (options.once()) {
          return;
        }
      } catch (FeedException e) {
        statistics.failed();
        notBefore = e.notBefore();
        fail(e);
      }
      due = nextPoll(due, waiting.now(), notBefore);
      display.waitUntil(due, waiting);
    }
  }

  private void fail(FeedException e) {
    boolean isFirst = statistics.totals().polls() == 0;
    if (options.once() || (e.isFinal() && isFirst)) {
      throw new CommandException("%s: %s".formatted(options.feed(), e.getMessage()), e);
    }
    status.warn("a poll failed: %s; the next one reads what the feed still shows", e.getMessage());
  }

  /** Polls that are overdue are left out. */
  private Instant nextPoll(Instant due, Instant now, Duration notBefore) {
    Instant next = due.plus(options.pollInterval());
    Instant earliest = now.plus(notBefore);
    return next.isBefore(earliest) ? earliest : next;
  }

  private void poll() throws FeedException, InterruptedException {
    FeedSnapshot snapshot = reader.read();
    if (snapshot.hasCalls()) {
      prepare(snapshot);
    } else if (options.once()) {
      reject(snapshot.changedRejections());
      sender.finish(false);
      throw new CommandException(options.feed() + " shows no accepted call.");
    }
    long newCalls = 0;
    List<FeedRow> calls = snapshot.changedCalls();
    calls.removeIf(call -> !isWanted(call));
    for (FeedRow call : calls) {
      sender.send(call.id().getBytes(StandardCharsets.UTF_8), call.value());
      newCalls += revisions.get(call.id()) == null ? 1 : 0;
    }
    long rejected = reject(snapshot.changedRejections());
    sender.finish(false);
    reader.published();
    calls.forEach(call -> revisions.put(call.id(), call.revision()));
    long newest = revisions == null ? CallDateTime.INVALID : revisions.newestMillis();
    statistics.published(newCalls, calls.size() - newCalls, rejected, newest);
    display.show(
        new PollDisplay.Poll(
            waiting.now(),
            newCalls,
            calls.size() - newCalls,
            snapshot.shown() - calls.size(),
            rejected),
        statistics.totals());
  }

  private boolean isWanted(FeedRow call) {
    return !call.revision().equals(revisions.get(call.id()))
        && (call.isClosed() || !options.untilClosed());
  }

  private void prepare(FeedSnapshot snapshot) {
    long oldest = snapshot.calls().getMin();
    if (revisions == null) {
      long first = Math.min(oldest, snapshot.sinceMillis());
      Instant since = CallDateTime.toInstant(first - CallDateTime.MILLIS_PER_DAY);
      revisions = PublishedRevisions.readBack(published, since);
      status.say("Read back %,d calls from the topic.", revisions.size());
    } else {
      published.requireSameTopic();
    }
    long newest = revisions.newestMillis();
    if (newest > CallDateTime.NUMBER && oldest > newest) {
      statistics.gap();
      status.warn(
          "GAP: the calls from %s to %s are missing. The newest call on the topic is of the first"
              + " time, and the feed shows none before the second.",
          PollDisplay.time(newest), PollDisplay.time(oldest));
    }
    revisions.forgetBefore(
        snapshot.calls().getMax() - options.lookback().toMillis() - CallDateTime.MILLIS_PER_DAY);
  }

  private long reject(List<FeedRow> rows) {
    if (rejectedBefore.size() > MOST_REJECTED) {
      rejectedBefore.clear();
    }
    long rejected = 0;
    for (FeedRow row : rows) {
      if (rejectedBefore.add(row.revision())) {
        String place = "poll of " + waiting.now();
        rejections.add(row.record(), row.rejection(), place);
        sender.reject(row.record(), row.rejection(), place);
        rejected++;
      }
    }
    return rejected;
  }
}
