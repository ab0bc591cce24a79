package org.sfcrime.benchmark.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sfcrime.processes.Home;

/** Hardware and versions of a benchmark, by name and in the order of the output. */
public record Machine(Map<String, String> facts) {
  private static final String UNKNOWN = "unknown";
  private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");

  public static Machine find(Home home) throws InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("processor", processor());
    facts.put("memory", memory());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("JDK", System.getProperty("java.runtime.version"));
    facts.put("Kafka", version(home.root().resolve("tools/local-kafka/target/lib"), "kafka_2.13"));
    Path spark = home.root().resolve("streaming-job/target/spark/jars");
    facts.put("Spark", version(spark, "spark-core_2.12"));
    Path peers = home.root().resolve("tools/benchmark/peers/target/lib");
    if (Files.isDirectory(peers)) {
      facts.put("Flink", version(peers, "flink-runtime"));
      facts.put("Kafka Streams", version(peers, "kafka-streams"));
    }
    facts.put("commit", commit(home));
    return new Machine(facts);
  }

  public String toText() {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", ", "", ".\n"));
  }

  private static String processor() {
    try {
      Matcher model = MODEL.matcher(Files.readString(Path.of("/proc/cpuinfo")));
      return model.find() ? model.group(1) : System.getProperty("os.arch");
    } catch (IOException elsewhere) {
      return System.getProperty("os.arch");
    }
  }

  private static String memory() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Math.round(system.getTotalMemorySize() / 1073741824.0) + " GiB";
  }

  private static String version(Path folder, String library) {
    Pattern name = Pattern.compile(Pattern.quote(library) + "-(.*)\\.jar");
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.map(jar -> name.matcher(jar.getFileName().toString()))
          .filter(Matcher::matches)
          .map(jar -> jar.group(1))
          .findAny()
          .orElse(UNKNOWN);
    } catch (IOException notBuilt) {
      return UNKNOWN;
    }
  }

  private static String commit(Home home) throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
              .directory(home.root().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(10, TimeUnit.SECONDS) && !name.isEmpty() ? name : UNKNOWN;
    } catch (IOException noGit) {
      return UNKNOWN;
    }
  }
}
