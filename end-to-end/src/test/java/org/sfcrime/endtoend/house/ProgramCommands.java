package org.sfcrime.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sfcrime.endtoend.harness.Rig;

/** Checks commands in files that the build does not run: programs, flags and paths must exist. */
final class ProgramCommands {
  private static final Path ROOT = Rig.HOME.root();

  private static final Map<String, String> MODULES =
      Map.of(
          "bin/producer", "producer",
          "bin/consumer", "consumer",
          "bin/dashboard", "dashboard",
          "bin/spark-submit", "streaming-job",
          "bin/kafka", "tools/local-kafka",
          "bin/demo", "tools/demo");

  /** The flags of spark-submit itself and of picocli. */
  private static final Set<String> OTHER_FLAGS = Set.of("--properties-file", "--help");

  private static final Pattern FLAG_IN_SOURCE = Pattern.compile("\"(--[a-z-]+)\"");
  private static final Pattern FLAG = Pattern.compile("(--[a-z-]+)(=.*)?");
  private static final Pattern PATH =
      Pattern.compile("(?:.*=)?((config|data|docs|streaming-job)/.*)");
  private static final Pattern FINAL_NAME = Pattern.compile("<finalName>(.*)</finalName>");

  private ProgramCommands() {}

  /** Checks a command; its first word is the name of a script in {@code bin/}. */
  static void assertExists(List<String> words) throws IOException {
    String program = words.get(0);
    assertThat(MODULES).as("%s", words).containsKey(program);
    assertThat(ROOT.resolve(program)).isExecutable();
    Set<String> flags = flags(MODULES.get(program));
    for (String word : words.subList(1, words.size())) {
      Matcher flag = FLAG.matcher(word);
      if (flag.matches()) {
        assertThat(flags).as("flags of %s", program).contains(flag.group(1));
      }
      assertPath(word);
    }
  }

  private static void assertPath(String word) throws IOException {
    Matcher path = PATH.matcher(word);
    if (!path.matches()) {
      return;
    }
    if (path.group(1).startsWith("lib/")) {
      String jar = path.group(1).substring("lib/".length());
      assertThat(Files.readString(ROOT.resolve("tools/release/archive.xml")))
          .contains("<include>" + jar + "</include>");
    } else if (path.group(1).contains("/target/")) {
      Path jar = Path.of(path.group(1));
      assertThat(jar.getFileName()).hasToString(finalName(jar.getName(0).toString()) + ".jar");
    } else {
      assertThat(ROOT.resolve(path.group(1))).exists();
    }
  }

  /** Returns the name of a module's jar, without its suffix. */
  static String finalName(String module) throws IOException {
    Matcher name = FINAL_NAME.matcher(Files.readString(ROOT.resolve(module).resolve("pom.xml")));
    assertThat(name.find()).as("finalName of %s", module).isTrue();
    return name.group(1);
  }

  private static Set<String> flags(String module) throws IOException {
    Set<String> flags = new TreeSet<>(OTHER_FLAGS);
    for (Source source : Source.ofModules()) {
      if (source.module().equals(ROOT.resolve(module))
          || source.module().endsWith("command-line")) {
        for (String line : source.lines()) {
          FLAG_IN_SOURCE.matcher(line).results().forEach(found -> flags.add(found.group(1)));
        }
      }
    }
    return flags;
  }
}
