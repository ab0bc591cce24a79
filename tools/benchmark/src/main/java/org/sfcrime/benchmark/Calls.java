package org.sfcrime.benchmark;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Synthetic calls with the real distributions, as files and as topics; each is made once. */
final class Calls {
  private final Lab lab;
  private final Map<Long, Path> files = new HashMap<>();
  private final Set<String> topics = new HashSet<>();

  Calls(Lab lab) {
    this.lab = lab;
  }

  /** A JSON array, newest first and one value a line, like the city's file. */
  Path file(long calls) throws IOException, InterruptedException, ProcessException {
    Path made = files.get(calls);
    if (made == null) {
      lab.say("making %,d calls", calls);
      Path compact = lab.file("calls-" + calls + ".compact.json");
      List<String> command =
          List.of(
              lab.home().program("generate-calls"),
              "--calls",
              Long.toString(calls),
              "--out",
              compact.toString());
      lab.run(
          new StartedProcess.Command(
              "generator", command, Map.of(), lab.log(lab.runFolder("generator"))));
      made = lab.file("calls-" + calls + ".json");
      pretty(compact, made);
      Files.delete(compact);
      files.put(calls, made);
    }
    return made;
  }

  static void pretty(Path from, Path to) throws IOException {
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

  String topic(long calls)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    return topic(calls, Lab.PARTITIONS);
  }

  /** The calls in event-time order, published by our producer. */
  String topic(long calls, int partitions)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    String topic = "calls-%d-in-%d".formatted(calls, partitions);
    if (topics.add(topic)) {
      Path file = file(calls);
      lab.say("publishing %,d calls to %d partitions", calls, partitions);
      lab.createTopic(topic, partitions, Map.of());
      Path work = lab.runFolder("publish");
      Programs programs = lab.programs(topic, work);
      // The index of 20 million calls takes more than the producer's usual 256 MB.
      lab.run(programs.producer(file, List.of()).in(Map.of("JAVA_OPTS", "-Xmx1g")));
      JsonNode report = new ObjectMapper().readTree(programs.report("producer").toFile());
      if (report.required("published").longValue() != calls) {
        throw new ProcessException("not all calls were published: " + report);
      }
    }
    return topic;
  }

  /** The records of a topic's beginning, one a line, as Kafka's perf test takes them. */
  Path payload(String topic, int records) throws IOException {
    Path file = lab.file(topic + ".payload");
    if (!Files.exists(file)) {
      Files.write(file, TopicRecords.firstValues(lab.broker(), topic, records));
    }
    return file;
  }
}
