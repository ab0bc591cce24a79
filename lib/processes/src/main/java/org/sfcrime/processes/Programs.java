package org.sfcrime.processes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The command lines of the programs of one pipeline.
 *
 * @param broker bootstrap server
 * @param topic the topic of calls
 * @param work a directory for reports and the checkpoint
 * @param logs a directory for log files
 * @param logins of the programs, if the broker has users
 */
public record Programs(
    Home home, String broker, String topic, Path work, Path logs, Logins logins) {
  public static final String TOPIC = "org.sanfrancisco.sfpd.servicecalls.v1";
  public static final String REJECTED_TOPIC = "org.sanfrancisco.sfpd.servicecalls.rejected.v1";

  /** The programs of a broker without users. */
  public Programs(Home home, String broker, String topic, Path work, Path logs) {
    this(home, broker, topic, work, logs, Logins.NONE);
  }

  /** The properties of a client that may do everything. */
  public Map<String, Object> adminClient() {
    return logins.client(Logins.ADMIN, broker);
  }

  public Path report(String program) {
    return work.resolve(program + ".json");
  }

  /** Reads the report of a program that has ended. */
  public JsonNode readReport(String program) throws IOException {
    return new ObjectMapper().readTree(report(program).toFile());
  }

  public Path progress() {
    return work.resolve("progress.jsonl");
  }

  public Path checkpoint() {
    return work.resolve("checkpoint");
  }

  public StartedProcess.Command consumer(Path input) {
    return consumer(input, List.of());
  }

  public StartedProcess.Command consumer(Path input, List<String> flags) {
    return command(
        "consumer",
        List.of(home.program("consumer")),
        List.of("--from-beginning", "--quiet", "--expect-file", input.toString()),
        List.of("--report", report("consumer").toString()),
        flags);
  }

  /** The producer that follows a live feed. */
  public StartedProcess.Command follower(String feed, List<String> flags) {
    return command(
        "producer",
        List.of(home.program("producer"), "--follow", feed),
        flags,
        List.of("--report", report("producer").toString()));
  }

  public StartedProcess.Command producer(Path input, List<String> flags) {
    return command(
        "producer",
        List.of(home.program("producer"), "--file", input.toString()),
        flags,
        List.of("--report", report("producer").toString()));
  }

  /** The job, with the Spark settings of config/. */
  public StartedProcess.Command job(List<String> flags) {
    return job(List.of(), flags);
  }

  /** The job; {@code sparkFlags} are flags of spark-submit that override config/. */
  public StartedProcess.Command job(List<String> sparkFlags, List<String> flags) {
    List<String> own = List.of("--starting-offsets", "earliest", "--report", "" + report("job"));
    List<String> all = Stream.of(own, flags).flatMap(List::stream).toList();
    return sparkJob("job", home.jobJar(), sparkFlags, all);
  }

  /** A Spark program that reads the topic and has the flags of the job for its files. */
  public StartedProcess.Command sparkJob(
      String name, String jar, List<String> sparkFlags, List<String> flags) {
    String defaults = home.root().resolve("config/spark-defaults.conf").toString();
    List<String> program = new ArrayList<>();
    program.addAll(List.of(home.program("spark-submit"), "--properties-file", defaults));
    program.addAll(sparkFlags);
    program.add(jar);
    List<String> files =
        List.of(
            "--checkpoint", checkpoint().toString(),
            "--radio-codes", home.radioCodes(),
            "--progress-json", progress().toString());
    return command(name, program, files, flags);
  }

  public StartedProcess.Command dashboard(int port) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(home.program("dashboard"), "--bootstrap-server=" + broker));
    words.addAll(List.of("--port=" + port, "--progress=" + progress()));
    words.addAll(logins.flags("dashboard"));
    return new StartedProcess.Command("dashboard", words, Map.of(), logs.resolve("dashboard.log"));
  }

  /** Creates a page from a file of counts. */
  public static StartedProcess.Command report(Home home, Path counts, Path out, Path log) {
    List<String> words =
        List.of(home.program("report"), "--counts", counts.toString(), "--out", out.toString());
    return new StartedProcess.Command("report", words, Map.of(), log);
  }

  @SafeVarargs
  private StartedProcess.Command command(String name, List<String> program, List<String>... flags) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of("--bootstrap-server", broker, "--topic", topic));
    words.addAll(logins.flags(name));
    for (List<String> some : flags) {
      words.addAll(some);
    }
    // Spark's shuffle files: Spark does not delete them when it is killed.
    Map<String, String> environment = Map.of("SPARK_LOCAL_DIRS", work.resolve("spark").toString());
    return new StartedProcess.Command(name, words, environment, logs.resolve(name + ".log"));
  }
}
