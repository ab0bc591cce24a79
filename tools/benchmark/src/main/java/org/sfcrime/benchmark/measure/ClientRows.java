package org.sfcrime.benchmark.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultColumn.Better;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.KafkaTools;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.processes.Programs;

/** The rows "producer" and "consumer": the programs and Kafka's perf tests on the same records. */
final class ClientRows {
  /** The perf test keeps its payload in memory and picks records at random. */
  private static final int PAYLOAD_RECORDS = 100_000;

  /** The last line of the producer and of its perf test; both print the same format. */
  static final Pattern SENT = Pattern.compile("records sent, ([0-9.]+) records/sec");

  /** The last line of the consumer perf test: the last of ten columns is the rate of fetching. */
  static final Pattern CONSUMED = Pattern.compile("(?m)^\\d{4}-\\d\\d-\\d\\d .*, ([0-9.]+)$");

  private static final ResultColumn RATE = new ResultColumn("records/s", 0, Better.HIGHER);
  private static final List<ResultColumn> COLUMNS =
      List.of(RATE, JobRows.WALL, JobRows.CPU, JobRows.PEAK);

  private final Bench bench;
  private final ProgramRunner runner;
  private final KafkaTools tools;
  private final long records;

  private ClientRows(Bench bench) {
    this.bench = bench;
    this.runner = bench.runner();
    this.tools = new KafkaTools(runner);
    this.records = bench.sizes().clientCalls();
  }

  static List<ResultTable> producer(Bench bench) throws IOException, InterruptedException {
    ClientRows rows = new ClientRows(bench);
    String title = "Producer: a pretty-printed file of %,d calls, in event-time order";
    return List.of(
        rows.alternate("producer", title, rows::producer, rows::producerPerfTest),
        LineRows.producer(bench));
  }

  static List<ResultTable> consumer(Bench bench) throws IOException, InterruptedException {
    ClientRows rows = new ClientRows(bench);
    String title = "Consumer: %,d calls, ids and content verified against the file";
    return List.of(
        rows.alternate("consumer", title, rows::consumer, rows::consumerPerfTest),
        LineRows.consumer(bench));
  }

  /** The first run of each subject is a warm-up for the broker and not part of the table. */
  private ResultTable alternate(String name, String title, Bench.Trial... trials)
      throws IOException, InterruptedException {
    ResultTable warmUp = new ResultTable("", "warm-up for " + name, COLUMNS);
    bench.alternate(warmUp, List.of(trials), 1);
    ResultTable table = new ResultTable(name, title.formatted(records), COLUMNS);
    return bench.alternate(table, List.of(trials));
  }

  private ResultTable.Run producer() throws IOException, InterruptedException {
    Path file = bench.calls().file(records);
    String topic = runner.newTopic();
    Programs programs = runner.programs(topic, runner.runFolder("client"));
    ProgramRunner.Ended ended = runner.run(programs.producer(file, config("producer")));
    double rate = lastRate(SENT, Files.readString(programs.logs().resolve("producer.log")));
    long published = programs.readReport("producer").required("published").longValue();
    runner.broker().deleteTopics(topic);
    String checked = published == records ? ResultTable.EXACT : published + " published";
    return run("bin/producer", ended, rate, checked);
  }

  private ResultTable.Run producerPerfTest() throws IOException, InterruptedException {
    Path payload = bench.calls().payload(bench.calls().topic(records), PAYLOAD_RECORDS);
    String topic = runner.newTopic();
    List<String> flags = new ArrayList<>(config("producer"));
    flags.addAll(List.of("--num-records", Long.toString(records)));
    flags.addAll(List.of("--payload-file", payload.toString(), "--throughput", "-1"));
    flags.addAll(List.of("--command-property", "acks=all"));
    Path log = runner.log(runner.runFolder("perf-test"));
    ProgramRunner.Ended ended = runner.run(tools.tool("ProducerPerformance", topic, flags, log));
    runner.broker().deleteTopics(topic);
    double rate = lastRate(SENT, Files.readString(log));
    return run("kafka-producer-perf-test", ended, rate, "");
  }

  private ResultTable.Run consumer() throws IOException, InterruptedException {
    Programs programs = runner.programs(bench.calls().topic(records), runner.runFolder("client"));
    ProgramRunner.Ended ended =
        runner.run(programs.consumer(bench.calls().file(records), config("consumer")));
    JsonNode report = programs.readReport("consumer");
    boolean exact = report.required("expectations_hold").booleanValue();
    double rate = report.required("records_per_second").doubleValue();
    String checked = exact ? ResultTable.EXACT : "NOT ALL ARRIVED";
    return run("bin/consumer --expect-file", ended, rate, checked);
  }

  private ResultTable.Run consumerPerfTest() throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(config("consumer"));
    flags.addAll(List.of("--num-records", Long.toString(records)));
    flags.addAll(List.of("--fetch-size", Integer.toString(8 << 20)));
    Path log = runner.log(runner.runFolder("perf-test"));
    ProgramRunner.Ended ended =
        runner.run(tools.tool("ConsumerPerformance", bench.calls().topic(records), flags, log));
    double rate = lastRate(CONSUMED, Files.readString(log));
    return run("kafka-consumer-perf-test", ended, rate, "");
  }

  private ResultTable.Run run(
      String subject, ProgramRunner.Ended ended, double rate, String checked) {
    Map<String, Double> values = JobRows.usage(ended, records);
    values.put(RATE.name(), rate);
    return new ResultTable.Run(subject, values, checked);
  }

  private List<String> config(String program) {
    Path file = runner.home().root().resolve("config").resolve(program + ".properties");
    return List.of("--command-config", file.toString());
  }

  /** The rate of the last line: both producers report the whole run there. */
  static double lastRate(Pattern pattern, String log) {
    return pattern
        .matcher(log)
        .results()
        .map(match -> Double.parseDouble(match.group(1)))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new IllegalStateException("no rate found in: " + log));
  }
}
