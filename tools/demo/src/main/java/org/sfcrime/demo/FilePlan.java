package org.sfcrime.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.sfcrime.callfile.CallCursor;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.demo.Reconciliation.ConsumerSide;
import org.sfcrime.demo.Reconciliation.ProducerSide;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * The demo of a call file: the producer publishes it, and the consumer compares the topic with it.
 *
 * @param pace the producer's flags for its rate
 */
record FilePlan(Path input, List<String> pace) implements Plan {
  /** Long enough to see the counts grow. */
  private static final int SECONDS_TO_WATCH = 12;

  private static final int SLOWEST = 500;
  private static final int BYTES_A_CALL = 411;
  private static final int BYTES_A_CALL_GZIPPED = 25;
  private static final int SHORT_RUN_CALLS = 200_000;
  private static final Duration CONSUMER_END = Duration.ofSeconds(20);

  /** 3: the consumer's report has the difference; 143: the consumer waited for lost calls. */
  private static final Set<Integer> CONSUMER_ENDS = Set.of(0, 3, 143);

  FilePlan {
    if (!Files.exists(input)) {
      throw new IllegalArgumentException("--input (" + input + ") does not exist");
    }
    if (!Files.isRegularFile(input) || !Files.isReadable(input)) {
      throw new IllegalArgumentException(
          "--input (%s) is not a regular, readable file: producer and consumer both read the file"
              .formatted(input));
    }
    input = input.toAbsolutePath();
    pace = List.copyOf(pace);
  }

  /**
   * Reads the input up to its first accepted call.
   *
   * @throws CommandException if the input is not a call file, or has no accepted call
   */
  @Override
  public void requireCall() throws IOException {
    RejectionReason first = null;
    try (CallFile file = CallFile.open(input.toString(), false)) {
      CallCursor calls = file.calls(InstantSource.system(), Long.MAX_VALUE);
      while (calls.next()) {
        if (calls.rejection() == null) {
          return;
        }
        first = first == null ? calls.rejection() : first;
      }
    }
    throw new CommandException(
        CallFile.noAcceptedCall(input.toString(), EventTimeRange.ALL, first));
  }

  @Override
  public boolean isShort() throws IOException {
    return calls(input) <= SHORT_RUN_CALLS;
  }

  /** A rate that publishes the file in about twelve seconds. */
  static List<String> paceToWatch(Path input) throws IOException {
    long aSecond = Math.max(SLOWEST, calls(input) / SECONDS_TO_WATCH);
    return List.of("--throughput", Long.toString(aSecond));
  }

  /** An estimate by the file's size. */
  private static long calls(Path input) throws IOException {
    boolean isCompressed = input.toString().matches(".*\\.(gz|zip)");
    return Files.size(input) / (isCompressed ? BYTES_A_CALL_GZIPPED : BYTES_A_CALL);
  }

  @Override
  public List<String> jobFlags() {
    return List.of();
  }

  @Override
  public Sides run(Pipeline pipeline) throws IOException, InterruptedException {
    Programs programs = pipeline.programs();
    pipeline.say("starting the consumer, which compares the topic with the file");
    StartedProcess consumer = pipeline.start(programs.consumer(input), null, CONSUMER_ENDS);
    pipeline.say("waiting until the job has started its query");
    pipeline.awaitJobStart();
    pipeline.say("publishing %s", input);
    StartedProcess producer = pipeline.start(programs.producer(input, pace), null, Set.of(0));
    while (producer.exitCode().isEmpty()) {
      pipeline.check();
    }
    ProducerSide published = ProducerSide.of(programs.readReport("producer"));
    pipeline.say("published %,d of %,d records", published.published(), published.read());
    pipeline.awaitJob(published.published());
    awaitConsumer(pipeline, consumer);
    JobProgress job = JobProgress.of(pipeline.endJob());
    return new Reconciliation(
        published,
        ConsumerSide.of(programs.readReport("consumer")),
        job,
        pipeline.counts().stream().mapToLong(CountRecord::count).sum(),
        pipeline.deadLetters(),
        pipeline.onPage(job.counted()));
  }

  /** The consumer ends when it has all calls of the file; if a call is lost, it does not end. */
  private static void awaitConsumer(Pipeline pipeline, StartedProcess consumer)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CONSUMER_END.toNanos();
    while (consumer.exitCode().isEmpty() && System.nanoTime() < deadline) {
      pipeline.check();
    }
    pipeline.terminate(consumer, CONSUMER_ENDS, CONSUMER_END);
  }
}
