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
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * A job, a consumer and a producer that process one file while a test injects faults. A program
 * that exits and names the cause is restarted with the same command.
 */
public final class LiveRun {
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
   * The options of a run.
   *
   * @param file the calls, in any order
   * @param callsPerSecond the producer's throughput
   * @param producerFlags additional flags of the producer
   * @param jobFlags changes the job's flags
   * @param place changes a command so that it runs elsewhere
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

  /** Starts the job, then the others, and returns when the job has read records. */
  public void start() throws IOException, InterruptedException {
    startJob();
    await(
        "the job's first batch", START, () -> JobProgress.newest(programs.progress()).isPresent());
    startOthers();
    awaitProgress(START);
  }

  /** Starts all three programs at once, whether a broker answers or not. */
  public void startAtOnce() throws IOException, InterruptedException {
    startJob();
    startOthers();
  }

  private void startJob() throws IOException, InterruptedException {
    List<String> flags = Rig.jobFlags(programs, "1 second");
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

  /** The number of restarts of all three programs. */
  public int restarts() {
    return started().stream().mapToInt(LiveProgram::restarts).sum();
  }

  /** The records that the job has read; while it restarts, the number before the restart. */
  public long read() throws IOException {
    read = JobProgress.newest(programs.progress()).map(JobProgress::read).orElse(read);
    return read;
  }

  /**
   * Waits until the job has read two more seconds' worth of records, or the producer has ended.
   *
   * @return how long that took
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

  /** Waits until a program has ended and was restarted; {@code before} is the number until then. */
  public void awaitRestart(int before) {
    await("restart of a program", Await.RECOVERY, () -> restarts() > before);
  }

  /** Lets the programs run for a time, and restarts those that exit. */
  public void runFor(Duration time) {
    long endNanos = System.nanoTime() + time.toNanos();
    await("the end of " + time, time.plusSeconds(30), () -> System.nanoTime() >= endNanos);
  }

  /** Fails if the producer has finished: a fault must be injected while all three run. */
  public void assertRunning() {
    assertThat(producer.isDone()).as("the producer finished before the last fault").isFalse();
  }

  /**
   * Waits until all calls are published, consumed and counted, and checks the promise.
   *
   * @param when the situation, for the messages
   */
  public void assertHolds(String when) throws IOException, InterruptedException {
    long records = promise.oracle().accepted() + promise.oracle().rejected();
    Duration limit = Await.RECOVERY.plusSeconds(records / options.callsPerSecond());
    await("the producer's end, " + when, limit, producer::isDone);
    await("all records read, " + when, Await.RECOVERY, () -> read() >= records);
    await("the consumer's verdict, " + when, Await.RECOVERY, consumer::isDone);
    ProgramEnd.assertStops(job.process());
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
                for (LiveProgram program : started()) {
                  program.restartIfEnded();
                }
                return condition.call();
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "no %s within %d s; %s".formatted(what, limit.toSeconds(), states()), e);
    }
  }

  private List<LiveProgram> started() {
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
        "; ", started().stream().map(program -> program.process().failure().getMessage()).toList());
  }
}
