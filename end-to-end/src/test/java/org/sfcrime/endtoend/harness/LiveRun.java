package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * Job, consumer and producer at work on one file while something happens to what they stand on.
 * Whichever stops and names the cause is started again with the same command.
 */
public final class LiveRun {
  /** How long after the healing all must be right, beside the time that the rest of it takes. */
  private static final Duration RIGHT_AGAIN = Duration.ofMinutes(2);

  private static final Duration PROGRESS = Duration.ofMinutes(1);
  private static final Duration START = Duration.ofMinutes(3);

  private final Rig rig;
  private final Programs programs;
  private final Options options;
  private final Promise promise;
  private LiveProgram job;
  private LiveProgram consumer;
  private LiveProgram producer;
  private long read;

  /**
   * How they work.
   *
   * @param file the calls, in any order
   * @param callsPerSecond the producer's pace
   * @param producerFlags more of the producer's flags
   * @param jobFlags makes the flags of the job of those that a live run needs
   * @param place puts a command where it is to run
   */
  public record Options(
      Path file,
      int callsPerSecond,
      List<String> producerFlags,
      UnaryOperator<List<String>> jobFlags,
      UnaryOperator<StartedProcess.Command> place) {
    public static Options of(Path file, int callsPerSecond) {
      return new Options(
          file, callsPerSecond, List.of(), UnaryOperator.identity(), UnaryOperator.identity());
    }
  }

  public LiveRun(Rig rig, Programs programs, Options options) throws IOException {
    this.rig = rig;
    this.programs = programs;
    this.options = options;
    this.promise = Promise.of(rig, options.file());
  }

  /** Starts the three, the job first, and returns when all are at work. */
  public void start() throws IOException, InterruptedException {
    startJob();
    await(
        "the job's first batch", START, () -> JobProgress.newest(programs.progress()).isPresent());
    startOthers();
    awaitProgress(START);
  }

  /** Starts the three at once, whether they find what they need or not. */
  public void startAtOnce() throws IOException, InterruptedException {
    startJob();
    startOthers();
  }

  private void startJob() throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(Rig.filesOf(programs));
    flags.addAll(List.of("--trigger", "1 second", "--top", "1"));
    job = live(programs.job(options.jobFlags().apply(flags)), "failed: ");
  }

  private void startOthers() throws IOException, InterruptedException {
    List<String> flags =
        new ArrayList<>(List.of("--resume", "--throughput", "" + options.callsPerSecond()));
    flags.addAll(options.producerFlags());
    consumer = live(programs.consumer(options.file()), "consumer: ");
    producer = live(programs.producer(options.file(), flags), "producer: ");
  }

  private LiveProgram live(StartedProcess.Command command, String cause)
      throws IOException, InterruptedException {
    return new LiveProgram(rig, options.place().apply(command), cause);
  }

  public LiveProgram job() {
    return job;
  }

  /** How often one of the three has stopped, naming the cause, and was started again. */
  public int restarts() {
    return programsAtWork().stream().mapToInt(LiveProgram::restarts).sum();
  }

  /** How many records the job has read; what it had read when it was started again, until then. */
  public long read() throws IOException {
    read = JobProgress.newest(programs.progress()).map(JobProgress::read).orElse(read);
    return read;
  }

  /**
   * Waits until the job has read what comes in two seconds, so that all three have gone on.
   *
   * @return how long that took, from now on
   */
  public Duration awaitProgress() throws IOException {
    return awaitProgress(PROGRESS);
  }

  public void awaitFirstRecord() {
    await("the job's first record", START, () -> read() > 0);
  }

  public Duration awaitProgress(Duration limit) throws IOException {
    long startNanos = System.nanoTime();
    long wanted = read() + 2L * options.callsPerSecond();
    await("progress", limit, () -> producer.isDone() || read() >= wanted);
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Lets them work, or the fault last: what stops meanwhile is started again. */
  public void during(Duration time) {
    long endNanos = System.nanoTime() + time.toNanos();
    await("the time", time.plusSeconds(30), () -> System.nanoTime() >= endNanos);
  }

  /** A fault is one only while all three are at work. */
  public void assertAtWork() {
    assertThat(producer.isDone()).as("the producer is done before the last fault").isFalse();
  }

  /**
   * Waits until all is published, consumed and counted, and checks the promise.
   *
   * @param when for the messages
   */
  public void assertHolds(String when) throws IOException, InterruptedException, ProcessException {
    long records = promise.oracle().accepted() + promise.oracle().rejected();
    Duration limit = RIGHT_AGAIN.plusSeconds(records / options.callsPerSecond());
    await("the producer's end, " + when, limit, producer::isDone);
    await("the job to read all, " + when, RIGHT_AGAIN, () -> read() >= records);
    await("the consumer's verdict, " + when, RIGHT_AGAIN, consumer::isDone);
    job.process().terminate();
    assertThat(job.process().await(RIGHT_AGAIN))
        .as(() -> job.process().failure().getMessage())
        .isEqualTo(143);
    promise.assertHolds(programs, when);
    assertThat(rig.result(programs).report().late()).as("late, " + when).isZero();
  }

  private void await(String what, Duration limit, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(limit)
          .pollInterval(Duration.ofMillis(100))
          .pollInSameThread()
          .until(
              () -> {
                for (LiveProgram program : programsAtWork()) {
                  program.tend();
                }
                return condition.call();
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "%s did not come within %d s; %s".formatted(what, limit.toSeconds(), states()), e);
    }
  }

  private List<LiveProgram> programsAtWork() {
    List<LiveProgram> all = new ArrayList<>();
    for (LiveProgram program : new LiveProgram[] {job, consumer, producer}) {
      if (program != null) {
        all.add(program);
      }
    }
    return all;
  }

  private String states() {
    return String.join(
        "; ",
        programsAtWork().stream()
            .map(program -> program.process().failure().getMessage())
            .toList());
  }
}
