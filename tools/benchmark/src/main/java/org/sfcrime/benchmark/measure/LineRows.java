package org.sfcrime.benchmark.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.benchmark.report.ResultColumn;
import org.sfcrime.benchmark.report.ResultTable;
import org.sfcrime.benchmark.run.KafkaTools;
import org.sfcrime.benchmark.run.ProgramRunner;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/**
 * The rest of the rows "producer" and "consumer": the programs and others from their start to their
 * end, with a file of newline-delimited JSON. The others neither check nor sort the calls.
 */
final class LineRows {
  private static final List<ResultColumn> COLUMNS =
      List.of(JobRows.WALL, JobRows.CPU, JobRows.PEAK);

  private final Bench bench;
  private final ProgramRunner runner;
  private final KafkaTools tools;
  private final long records;

  private LineRows(Bench bench) {
    this.bench = bench;
    this.runner = bench.runner();
    this.tools = new KafkaTools(runner);
    this.records = bench.sizes().clientCalls();
  }

  static ResultTable producer(Bench bench) throws IOException, InterruptedException {
    LineRows rows = new LineRows(bench);
    List<Bench.Trial> trials = new ArrayList<>();
    trials.add(rows::producer);
    trials.add(rows::consoleProducer);
    if (rows.tools.hasKcat()) {
      trials.add(rows::kcatProducer);
    }
    return rows.table("producer-lines", "Producer: %,d lines, from start to end", trials);
  }

  static ResultTable consumer(Bench bench) throws IOException, InterruptedException {
    LineRows rows = new LineRows(bench);
    List<Bench.Trial> trials = new ArrayList<>();
    trials.add(rows::consumer);
    trials.add(rows::jsonConsumer);
    if (rows.tools.hasKcat()) {
      trials.add(rows::kcatConsumer);
    }
    return rows.table("consumer-lines", "Consumer: %,d calls, from start to end", trials);
  }

  private ResultTable table(String name, String title, List<Bench.Trial> trials)
      throws IOException, InterruptedException {
    return bench.alternate(new ResultTable(name, title.formatted(records), COLUMNS), trials);
  }

  private ResultTable.Run producer() throws IOException, InterruptedException {
    String topic = runner.newTopic();
    Programs programs = runner.programs(topic, runner.runFolder("client"));
    ProgramRunner.Ended ended = runner.run(programs.producer(lines(), List.of()));
    long published = programs.readReport("producer").required("published").longValue();
    runner.broker().deleteTopics(topic);
    String checked = published == records ? ResultTable.EXACT : published + " published";
    return run("bin/producer", ended, checked);
  }

  private ResultTable.Run consoleProducer() throws IOException, InterruptedException {
    String topic = runner.newTopic();
    Path log = runner.log(runner.runFolder("console"));
    return sent("kafka-console-producer", topic, tools.consoleProducer(topic, lines(), log));
  }

  private ResultTable.Run kcatProducer() throws IOException, InterruptedException {
    String topic = runner.newTopic();
    return sent("kcat -P", topic, tools.kcatProducer(topic, lines()));
  }

  private ResultTable.Run sent(String subject, String topic, StartedProcess.Command command)
      throws IOException, InterruptedException {
    ProgramRunner.Ended ended = runner.run(command);
    runner.broker().deleteTopics(topic);
    return run(subject, ended, "");
  }

  private ResultTable.Run consumer() throws IOException, InterruptedException {
    Programs programs = runner.programs(bench.calls().topic(records), runner.runFolder("client"));
    ProgramRunner.Ended ended = runner.run(programs.consumer(lines(), List.of()));
    boolean exact = programs.readReport("consumer").required("expectations_hold").booleanValue();
    return run("bin/consumer --expect-file", ended, exact ? ResultTable.EXACT : "NOT ALL ARRIVED");
  }

  private ResultTable.Run jsonConsumer() throws IOException, InterruptedException {
    List<String> words =
        List.of(
            runner.home().program("consumer"),
            "--bootstrap-server=" + runner.broker().address(),
            "--topic=" + bench.calls().topic(records),
            "--from-beginning",
            "--until-end",
            "--format=json");
    return run("bin/consumer --format json", runner.run(tools.silent("consumer", words)), "");
  }

  private ResultTable.Run kcatConsumer() throws IOException, InterruptedException {
    StartedProcess.Command command = tools.kcatConsumer(bench.calls().topic(records));
    return run("kcat -C", runner.run(command), "");
  }

  private ResultTable.Run run(String subject, ProgramRunner.Ended ended, String checked) {
    return new ResultTable.Run(subject, JobRows.usage(ended, records), checked);
  }

  private Path lines() throws IOException, InterruptedException {
    return bench.calls().lines(records);
  }
}
