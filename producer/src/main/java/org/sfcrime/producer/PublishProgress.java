package org.sfcrime.producer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of a pass: as a bar on a terminal, otherwise as a line every five seconds. */
interface PublishProgress extends AutoCloseable {
  /** Reports the progress; cheap enough to be called for every record. */
  void update(long done, long records);

  /** Removes what {@link #update} drew in place. */
  @Override
  default void close() {}

  /**
   * Starts to show a pass.
   *
   * @param task name of the pass, for example {@code Publishing}
   * @param unit unit of {@code total}, for example {@code bytes}
   * @param total the amount of work, or -1 if it is unknown
   */
  static PublishProgress start(String task, String unit, long total, PrintStream err) {
    return isTerminal() ? Bar.of(task, unit, total, err) : new Lines(task, unit, total, err);
  }

  /** Returns whether standard error is a terminal; false if unknown. */
  static boolean isTerminal() {
    try {
      // Java 17 can only check standard input and output together; this is standard error.
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // Not Linux: lines work everywhere.
    }
  }

  /**
   * A progress bar with rate and remaining time.
   *
   * @param bar as wide as the terminal
   */
  record Bar(ProgressBar bar) implements PublishProgress {
    private static final long LARGE = 10 << 20;

    private static Bar of(String task, String unit, long total, PrintStream err) {
      boolean isBytes = unit.equals("bytes");
      boolean isLarge = total >= LARGE;
      return new Bar(
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setUnit(
                  isBytes ? (isLarge ? " MiB" : " KiB") : " " + unit,
                  isBytes ? (isLarge ? 1 << 20 : 1 << 10) : 1)
              .setStyle(style())
              .setUpdateIntervalMillis(250)
              .showSpeed()
              .setConsumer(atLineStart(err))
              .build());
    }

    /** Uses the block characters of the job's bars if the terminal can show them. */
    private static ProgressBarStyle style() {
      return Charset.forName(System.getProperty("native.encoding")).newEncoder().canEncode('█')
          ? ProgressBarStyle.UNICODE_BLOCK
          : ProgressBarStyle.ASCII;
    }

    /** Returns a consumer that draws the bar and returns the cursor: a message overwrites it. */
    private static ConsoleProgressBarConsumer atLineStart(PrintStream err) {
      return new ConsoleProgressBarConsumer(err) {
        @Override
        public void accept(String bar) {
          super.accept(bar);
          err.print('\r');
        }
      };
    }

    @Override
    public void update(long done, long records) {
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line every five seconds. */
  final class Lines implements PublishProgress {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final String task;
    private final String unit;
    private final long total;
    private final PrintStream err;
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos;

    private Lines(String task, String unit, long total, PrintStream err) {
      this.task = task;
      this.unit = unit;
      this.total = total;
      this.err = err;
    }

    @Override
    public void update(long done, long records) {
      long nowNanos = System.nanoTime();
      if (nowNanos - shownNanos >= INTERVAL_NANOS) {
        shownNanos = nowNanos;
        err.println(task + ": " + line(done, records, (nowNanos - startNanos) / 1e9));
      }
    }

    private String line(long done, long records, double seconds) {
      String rate = String.format(Locale.ROOT, "%,d records, %,.0f/s", records, records / seconds);
      if (total <= 0 || done <= 0) {
        return rate;
      }
      double share = Math.min(1, (double) done / total);
      long left = Math.round(seconds * (1 - share) / share);
      return String.format(
          Locale.ROOT, "%.0f %% of %,d %s, %s, %d s left", share * 100, total, unit, rate, left);
    }
  }
}
