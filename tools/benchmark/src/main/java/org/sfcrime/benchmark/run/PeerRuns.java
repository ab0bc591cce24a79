package org.sfcrime.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.StartedProcess;

/** Runs the programs of {@code tools/benchmark/peers}, each in a JVM with a class-data archive. */
public final class PeerRuns {
  private static final String JVM_OPTIONS = "spark.driver.extraJavaOptions";

  private final ProgramRunner runner;
  private final JobRuns jobs;
  private final Path jar;

  /** A program. */
  public enum Peer {
    FLINK("Flink", "FlinkPeer", "-Xmx2g"),
    /** The store in memory holds all windows. */
    STREAMS("Kafka Streams", "StreamsPeer", "-Xmx6g");

    private final String text;
    private final String mainClass;
    private final String heap;

    Peer(String text, String mainClass, String heap) {
      this.text = text;
      this.mainClass = "org.sfcrime.peers." + mainClass;
      this.heap = heap;
    }

    @Override
    public String toString() {
      return text;
    }

    /** The topic of counts, and those that Kafka Streams creates. */
    private String[] topics(String counts) {
      return this == STREAMS
          ? new String[] {
            counts, counts + "-peer-counts-repartition", counts + "-peer-counts-changelog"
          }
          : new String[] {counts};
    }
  }

  public PeerRuns(ProgramRunner runner, JobRuns jobs) {
    this.runner = runner;
    this.jobs = jobs;
    jar = runner.home().root().resolve("tools/benchmark/peers/target/peers.jar");
    if (!Files.exists(jar)) {
      throw new CommandException(
          "%s is missing; run mvn -Ppeers -pl tools/benchmark/peers package -DskipTests"
              .formatted(jar));
    }
  }

  /** Creates the class-data archive of a program, from a run over a topic with a few calls. */
  public void createArchive(Peer peer, String topic, long calls)
      throws IOException, InterruptedException {
    run(peer, topic, calls, "-XX:ArchiveClassesAtExit=" + archive(peer));
  }

  /** Counts all calls of a topic. */
  public JobRuns.Result run(Peer peer, String topic, long calls)
      throws IOException, InterruptedException {
    return run(peer, topic, calls, "-XX:SharedArchiveFile=" + archive(peer));
  }

  private Path archive(Peer peer) {
    return runner.file(peer.name() + ".jsa");
  }

  private JobRuns.Result run(Peer peer, String topic, long calls, String archive)
      throws IOException, InterruptedException {
    Path work = runner.runFolder("peer");
    Path log = runner.log(work);
    String counts = jobs.createCountsTopic(work);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> words = new ArrayList<>(List.of(java, peer.heap, archive));
    words.addAll(jvmOptions());
    words.addAll(List.of("-Xlog:cds*=off", "-cp", jar.toString(), peer.mainClass));
    words.addAll(List.of(runner.broker().address(), topic, counts, runner.home().radioCodes()));
    words.addAll(List.of(work.resolve("checkpoint").toString(), Long.toString(calls)));
    ProgramRunner.Ended ended =
        runner.run(new StartedProcess.Command(peer.text, words, Map.of(), log));
    NewestTotals totals = NewestTotals.read(runner.broker().address(), counts);
    runner.broker().deleteTopics(peer.topics(counts));
    ProcessGroup.removeDirectory(work.resolve("checkpoint"));
    List<String> events =
        Files.readAllLines(log).stream().filter(line -> line.startsWith("{")).toList();
    Path progress = Files.write(work.resolve("progress.jsonl"), events);
    return new JobRuns.Result(ended, BatchTimes.read(progress), totals, 0);
  }

  /** The garbage collector and the compiler's thresholds of the job: they suit the others too. */
  private List<String> jvmOptions() throws IOException {
    Path settings = runner.home().root().resolve("config/spark-defaults.conf");
    return Files.readAllLines(settings).stream()
        .filter(line -> line.startsWith(JVM_OPTIONS))
        .flatMap(line -> Stream.of(line.substring(JVM_OPTIONS.length()).strip().split(" ", -1)))
        .toList();
  }
}
