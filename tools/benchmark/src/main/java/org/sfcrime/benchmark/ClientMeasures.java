package org.sfcrime.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.sfcrime.processes.ProcessException;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Producer and consumer against Kafka's own perf tests, on the same records and settings. */
final class ClientMeasures {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The perf test holds its payload in memory, and takes records from it by chance. */
  private static final int PAYLOAD_RECORDS = 100_000;

  private static final Metric RATE = Metric.higher("records/s", 0);
  private static final Metric WALL = Metric.lower("wall s", 1);
  private static final Metric CPU = Metric.plain("CPU s a million", 1);
  private static final Metric PEAK = Metric.plain("peak MB", 0);
  private static final List<Metric> METRICS = List.of(RATE, WALL, CPU, PEAK);

  private final Lab lab;
  private final Calls calls;
  private final long records;

  private ClientMeasures(Lab lab, Calls calls, Sizes sizes) {
    this.lab = lab;
    this.calls = calls;
    this.records = sizes.clientCalls();
  }

  static List<Section> producer(Lab lab, Calls calls, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    ClientMeasures measures = new ClientMeasures(lab, calls, sizes);
    return measures.inTurn(
        new Section(
            "producer",
            "Producer: a pretty-printed file of %,d calls, in event-time order"
                .formatted(measures.records),
            METRICS),
        List.of(measures::ourProducer, measures::producerPerformance),
        sizes);
  }

  static List<Section> consumer(Lab lab, Calls calls, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    ClientMeasures measures = new ClientMeasures(lab, calls, sizes);
    return measures.inTurn(
        new Section(
            "consumer",
            "Consumer: %,d calls, ids and content verified against the file"
                .formatted(measures.records),
            METRICS),
        List.of(measures::ourConsumer, measures::consumerPerformance),
        sizes);
  }

  /** The first run of each warms the broker, and does not count. */
  private List<Section> inTurn(Section section, List<Measure.Trial> trials, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Section warmUp = new Section("warm-up", "warm-up for " + section.name(), METRICS);
    Measure.alternate(lab, warmUp, trials, 1);
    Measure.alternate(lab, section, trials, sizes.repeat());
    return List.of(section);
  }

  private Section.Run ourProducer()
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Path file = calls.file(records);
    String topic = newTopic();
    Programs programs = programs(topic);
    List<String> flags =
        List.of("--command-config", lab.home().root() + "/config/producer.properties");
    Lab.Ended ended = lab.run(programs.producer(file, flags));
    double rate = PerfTests.producerRate(Files.readString(programs.logs().resolve("producer.log")));
    long published = report(programs, "producer").required("published").longValue();
    lab.deleteTopics(topic);
    return run(
        "bin/producer", ended, rate, published == records ? "exact" : published + " published");
  }

  private Section.Run producerPerformance()
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Path payload = calls.payload(calls.topic(records), PAYLOAD_RECORDS);
    String topic = newTopic();
    List<String> flags =
        List.of(
            "--topic",
            topic,
            "--num-records",
            Long.toString(records),
            "--payload-file",
            payload.toString(),
            "--throughput",
            "-1",
            "--command-config",
            lab.home().root() + "/config/producer.properties",
            "--command-property",
            "acks=all");
    Path log = lab.log(lab.runFolder("perf-test"));
    Lab.Ended ended = lab.run(perfTest("ProducerPerformance", flags, log));
    double rate = PerfTests.producerRate(Files.readString(log));
    lab.deleteTopics(topic);
    return run("kafka-producer-perf-test", ended, rate, "");
  }

  private Section.Run ourConsumer()
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Programs programs = programs(calls.topic(records));
    Path file = calls.file(records);
    List<String> flags =
        List.of("--command-config", lab.home().root() + "/config/consumer.properties");
    Lab.Ended ended = lab.run(programs.consumer(file, flags));
    JsonNode report = report(programs, "consumer");
    boolean exact = report.required("expectations_hold").booleanValue();
    double rate = report.required("records_per_second").doubleValue();
    return run("bin/consumer --expect-file", ended, rate, exact ? "exact" : "NOT ALL ARRIVED");
  }

  private Section.Run consumerPerformance()
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    List<String> flags =
        List.of(
            "--topic",
            calls.topic(records),
            "--num-records",
            Long.toString(records),
            "--fetch-size",
            Integer.toString(8 << 20),
            "--command-config",
            lab.home().root() + "/config/consumer.properties");
    Path log = lab.log(lab.runFolder("perf-test"));
    Lab.Ended ended = lab.run(perfTest("ConsumerPerformance", flags, log));
    return run(
        "kafka-consumer-perf-test", ended, PerfTests.consumerRate(Files.readString(log)), "");
  }

  private Section.Run run(String subject, Lab.Ended ended, double rate, String exact) {
    Map<String, Double> values = new HashMap<>();
    values.put(RATE.name(), rate);
    values.put(WALL.name(), ended.wallSeconds());
    if (ended.usage().cpuSeconds() > 0) {
      values.put(CPU.name(), ended.usage().cpuSeconds() / records * 1e6);
      values.put(PEAK.name(), ended.usage().peakMegabytes());
    }
    return new Section.Run(subject, values, exact);
  }

  private StartedProcess.Command perfTest(String tool, List<String> flags, Path log) {
    Path root = lab.home().root();
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                root.resolve("tools/benchmark/target/kafka-tools")
                    + "/*"
                    + File.pathSeparator
                    + root.resolve("tools/local-kafka/target/lib")
                    + "/*",
                "org.apache.kafka.tools." + tool,
                "--bootstrap-server",
                lab.broker()));
    words.addAll(flags);
    return new StartedProcess.Command(tool, words, Map.of(), log);
  }

  private String newTopic() throws IOException, InterruptedException, ExecutionException {
    String topic = "sent-" + lab.runFolder("topic").getFileName();
    lab.createTopic(topic, Lab.PARTITIONS, Map.of());
    return topic;
  }

  private Programs programs(String topic) throws IOException {
    Path work = lab.runFolder("client");
    return lab.programs(topic, work);
  }

  private static JsonNode report(Programs programs, String program) throws IOException {
    return JSON.readTree(programs.report(program).toFile());
  }
}
