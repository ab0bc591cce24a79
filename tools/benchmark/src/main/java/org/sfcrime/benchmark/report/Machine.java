package org.sfcrime.benchmark.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sfcrime.processes.Home;

/**
 * Hardware and versions of a benchmark.
 *
 * @param facts by name, in the order of the output
 */
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
    facts.put(
        "Spark",
        version(home.root().resolve("streaming-job/target/spark/jars"), "spark-core_2.12"));
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
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      return Math.round(system.getTotalMemorySize() / 1073741824.0) + " GiB";
    }
    return UNKNOWN;
  }

  private static String version(Path folder, String library) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, library + "-*.jar")) {
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        return name.substring(library.length() + 1, name.length() - ".jar".length());
      }
    } catch (IOException notBuilt) {
      return UNKNOWN;
    }
    return UNKNOWN;
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
