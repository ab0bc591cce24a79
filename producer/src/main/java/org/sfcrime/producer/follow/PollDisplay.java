package org.sfcrime.producer.follow;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.sfcrime.commandline.Durations;

/** Shows the last poll: on a terminal in one line that also counts down, otherwise as a line. */
public final class PollDisplay {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final PrintStream err;
  private final boolean isTerminal;
  private String last = "no poll yet";

  /**
   * The result of a poll.
   *
   * @param end when the poll was published
   * @param newCalls calls that the topic did not have
   * @param changed calls that have changed
   * @param unchanged other calls that the feed shows
   * @param rejected rejected records that were not sent before
   */
  record Poll(Instant end, long newCalls, long changed, long unchanged, long rejected) {}

  public PollDisplay(PrintStream err, boolean isTerminal) {
    this.err = err;
    this.isTerminal = isTerminal;
  }

  /** Returns a time as {@link org.sfcrime.callrecord.CallDateTime} has it, for people. */
  static String time(long millis) {
    return MINUTE.format(
        LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), 0, ZoneOffset.UTC));
  }

  void show(Poll poll, FollowStatistics.Totals totals) {
    String rejected =
        poll.rejected() == 0 ? "" : String.format(Locale.ROOT, ", %,d rejected", poll.rejected());
    String figures =
        String.format(
            Locale.ROOT,
            "%,d new, %,d changed, %,d unchanged%s",
            poll.newCalls(),
            poll.changed(),
            poll.unchanged(),
            rejected);
    Duration age = totals.age(poll.end());
    String newest =
        age == null
            ? ""
            : String.format(
                Locale.ROOT,
                "; newest call %s (%s %s)",
                time(totals.newestMillis()),
                Durations.format(age.abs().truncatedTo(ChronoUnit.MINUTES)),
                age.isNegative() ? "ahead" : "ago");
    if (isTerminal) {
      Instant second = poll.end().truncatedTo(ChronoUnit.SECONDS);
      last =
          "last poll %s: %s"
              .formatted(second.atZone(ZoneId.systemDefault()).toLocalTime(), figures);
    } else {
      err.printf(Locale.ROOT, "poll %d: %s%s%n", totals.polls(), figures, newest);
    }
  }

  /** Waits, and counts down on a terminal. */
  void waitUntil(Instant due, Waiting waiting) throws InterruptedException {
    int drawn = 0;
    try {
      for (Duration left = left(due, waiting); !left.isZero(); left = left(due, waiting)) {
        if (isTerminal) {
          String line =
              String.format(
                  Locale.ROOT,
                  "%s; next poll in %d:%02d",
                  last,
                  left.toMinutes(),
                  left.toSecondsPart());
          // The cursor returns, so that a message overwrites the line.
          err.print(line + " ".repeat(Math.max(0, drawn - line.length())) + "\r");
          err.flush();
          drawn = line.length();
        }
        waiting.waitFor(isTerminal && left.compareTo(TICK) > 0 ? TICK : left);
      }
    } finally {
      err.print(" ".repeat(drawn) + (drawn == 0 ? "" : "\r"));
    }
  }

  private static Duration left(Instant due, Waiting waiting) {
    Duration left = Duration.between(waiting.now(), due);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
