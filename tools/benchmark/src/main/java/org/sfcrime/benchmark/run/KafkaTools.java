package org.sfcrime.benchmark.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sfcrime.processes.StartedProcess;

/** The command lines of Kafka's own tools, and of kcat, a client in C. */
public record KafkaTools(ProgramRunner runner) {
  private static final Path NO_OUTPUT = Path.of("/dev/null");

  /** A class of kafka-tools, with the options that all of them have. */
  public StartedProcess.Command tool(String tool, String topic, List<String> flags, Path log) {
    return tool(tool, topic, flags, log, null);
  }

  /** Sends the lines of a file as they are. */
  public StartedProcess.Command consoleProducer(String topic, Path lines, Path log) {
    return tool("ConsoleProducer", topic, List.of(), log, lines.toFile());
  }

  private StartedProcess.Command tool(
      String tool, String topic, List<String> flags, Path log, File input) {
    Path root = runner.home().root();
    String classPath =
        root + "/tools/benchmark/target/kafka-tools/*:" + root + "/tools/local-kafka/target/lib/*";
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx512m", "-cp", classPath, "org.apache.kafka.tools." + tool));
    words.addAll(List.of("--bootstrap-server", runner.broker().address(), "--topic", topic));
    words.addAll(flags);
    return new StartedProcess.Command(tool, words, Map.of(), log, input);
  }

  /** Whether kcat is installed. */
  public boolean hasKcat() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kcat")));
  }

  /** Sends the lines of a file as they are. */
  public StartedProcess.Command kcatProducer(String topic, Path lines) {
    return kcat("-P", "-t", topic, "-l", lines.toString());
  }

  /** Prints the values of a topic, up to its end, to /dev/null. */
  public StartedProcess.Command kcatConsumer(String topic) {
    return kcat("-C", "-t", topic, "-o", "beginning", "-e", "-q");
  }

  private StartedProcess.Command kcat(String... flags) {
    List<String> words = new ArrayList<>(List.of("kcat", "-b", runner.broker().address()));
    words.addAll(List.of(flags));
    return silent("kcat", words);
  }

  /** A program whose output is lost, so that no disk is measured. */
  public StartedProcess.Command silent(String name, List<String> words) {
    return new StartedProcess.Command(name, words, Map.of(), NO_OUTPUT);
  }
}
