package org.sfcrime.producer;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sfcrime.commandline.StopSignal;
import org.sfcrime.producer.follow.FakeFeed;
import org.sfcrime.producer.follow.FakeTime;

/** Runs that follow a feed of this JVM, and publish to a cluster in memory. */
final class FollowRuns implements AutoCloseable {
  final FakeFeed feed = new FakeFeed();
  final FakeTime time = new FakeTime();
  final InMemoryKafkaClients broker = new InMemoryKafkaClients();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Runs the steps between the polls, then polls once more and stops. */
  void onPolls(Runnable... steps) {
    List<Runnable> left = new ArrayList<>(List.of(steps));
    time.onWait =
        number -> {
          if (left.isEmpty()) {
            throw new InterruptedException("end of the test");
          }
          left.remove(0).run();
        };
  }

  /** Returns the exit code of a run. */
  int follow(String... flags) {
    return follow(new StopSignal(), flags);
  }

  int follow(StopSignal stop, String... flags) {
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
    try {
      return new FollowRun(program.toOptions(), program.followOptions(), stop, stream)
          .run(broker, time);
    } finally {
      time.onWait = steps;
    }
  }

  ProducerOptions options() {
    return program().toOptions();
  }

  private Producer program(String... flags) {
    List<String> all = new ArrayList<>(List.of("--follow", feed.address().toString()));
    all.addAll(List.of(flags));
    Producer program = new Producer(System.out, System.err, null);
    new picocli.CommandLine(program).parseArgs(all.toArray(String[]::new));
    return program;
  }

  /** Returns what is committed to the topic of calls. */
  List<ProducerRecord<byte[], byte[]>> records() {
    return broker.committed(options().topic());
  }

  /** Returns id, type and, of a closed call, the word closed. */
  List<String> published() {
    return records().stream()
        .map(
            record -> {
              String value = SampleCalls.text(record.value());
              String type =
                  value.replaceFirst(".*\"original_crime_type_name\":\"([^\"]*)\".*", "$1");
              String end = value.contains("close_datetime") ? " closed" : "";
              return SampleCalls.text(record.key()) + " " + type + end;
            })
        .toList();
  }

  String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    feed.close();
  }
}
