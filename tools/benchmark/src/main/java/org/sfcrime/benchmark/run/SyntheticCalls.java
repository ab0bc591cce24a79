package org.sfcrime.benchmark.run;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/** Files and topics of synthetic calls; each is created once. */
public final class SyntheticCalls {
  private final ProgramRunner runner;
  private final Set<String> topics = new HashSet<>();

  public SyntheticCalls(ProgramRunner runner) {
    this.runner = runner;
  }

  /** A JSON array, newest first and one field per line, like the city's file. */
  public Path file(long calls) throws IOException, InterruptedException {
    Path file = runner.file("calls-" + calls + ".json");
    if (!Files.exists(file)) {
      Path compact = generate(calls, "calls-" + calls + ".compact.json", List.of());
      prettyPrint(compact, file);
      Files.delete(compact);
    }
    return file;
  }

  /** A line for each call, in event-time order. */
  public Path lines(long calls) throws IOException, InterruptedException {
    Path file = runner.file("calls-" + calls + ".ndjson");
    if (!Files.exists(file)) {
      List<String> flags = List.of("--order", "event-time", "--format", "ndjson");
      generate(calls, file.getFileName().toString(), flags);
    }
    return file;
  }

  private Path generate(long calls, String name, List<String> flags)
      throws IOException, InterruptedException {
    runner.say("generating %,d calls", calls);
    Path file = runner.file(name);
    List<String> command = new ArrayList<>(List.of(runner.home().program("generate-calls")));
    command.addAll(List.of("--calls", "" + calls, "--out", "" + file));
    command.addAll(flags);
    Path log = runner.log(runner.runFolder("generator"));
    runner.run(new StartedProcess.Command("generator", command, Map.of(), log));
    return file;
  }

  private static void prettyPrint(Path from, Path to) throws IOException {
    JsonFactory factory = new JsonFactory();
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    try (JsonParser parser = factory.createParser(from.toFile());
        JsonGenerator generator =
            factory.createGenerator(to.toFile(), JsonEncoding.UTF8).setPrettyPrinter(printer)) {
      while (parser.nextToken() != null) {
        generator.copyCurrentEvent(parser);
      }
    }
  }

  public String topic(long calls) throws IOException, InterruptedException {
    return topic(calls, ProgramRunner.PARTITIONS);
  }

  /** A topic of calls in event-time order, published by the producer. */
  public String topic(long calls, int partitions) throws IOException, InterruptedException {
    String topic = "calls-%d-in-%d".formatted(calls, partitions);
    if (topics.add(topic)) {
      publish(topic, calls, partitions, file(calls), List.of());
    }
    return topic;
  }

  /** A topic in which 30 % of the records are revisions of earlier ones: see {@link Revisions}. */
  public String topicWithRevisions(long records) throws IOException, InterruptedException {
    String topic = "revisions-" + records;
    if (topics.add(topic)) {
      Path calls =
          generate(
              Revisions.calls(records),
              topic + ".calls.ndjson",
              List.of("--order", "event-time", "--format", "ndjson"));
      Path file = runner.file(topic + ".ndjson");
      Revisions.write(calls, file);
      Files.delete(calls);
      publish(topic, records, ProgramRunner.PARTITIONS, file, List.of("--order", "file"));
    }
    return topic;
  }

  /** The number of calls in a topic with revisions. */
  public static long callsWithRevisions(long records) {
    return Revisions.calls(records);
  }

  private void publish(String topic, long records, int partitions, Path file, List<String> flags)
      throws IOException, InterruptedException {
    runner.say("publishing %,d records to %d partitions", records, partitions);
    runner.broker().createTopic(topic, partitions);
    Programs programs = runner.programs(topic, runner.runFolder("publish"));
    runner.run(programs.producer(file, flags));
    JsonNode report = programs.readReport("producer");
    if (report.required("published").longValue() != records) {
      throw new CommandException("the producer did not publish all records: " + report);
    }
  }

  /** The first records of a topic, one per line: the payload file of Kafka's perf test. */
  public Path payload(String topic, int records) throws IOException {
    Path file = runner.file(topic + ".payload");
    if (!Files.exists(file)) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      int[] left = {records};
      TopicRecords.read(
          runner.broker().address(),
          topic,
          record -> {
            lines.writeBytes(record.value());
            lines.write('\n');
            return --left[0] > 0;
          });
      Files.write(file, lines.toByteArray());
    }
    return file;
  }
}
