package org.sfcrime.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the release archive into a read-only directory and runs its programs without Maven. */
class ArchiveTest {
  /** A link in Markdown to a file, without the part after #. */
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  private static final Pattern PURL = Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?\"]+)");

  @TempDir private static Path folder;
  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    Path parent = Files.createDirectories(folder.resolve("a release"));
    run(List.of("tar", "-xzf", System.getProperty("archive"), "-C", parent.toString()));
    home = onlyFile(parent);
    // Root can write to the directory in spite of this.
    run(List.of("chmod", "-R", "a-w", home.toString()));
  }

  private static Path onlyFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  /** Runs a command that must succeed, and returns what it printed. */
  private static String run(List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(SFCRIME|SPARK|MAVEN)_.*"));
    builder
        .environment()
        .putAll(Map.of("PATH", pathWithoutMaven(), "JAVA_HOME", System.getProperty("java.home")));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    int exitCode = builder.start().waitFor();
    String printed = Files.readString(output);
    assertThat(exitCode).as(printed).isZero();
    return printed;
  }

  /** Returns a directory with links to the programs of the PATH, except Maven's. */
  private static String pathWithoutMaven() throws IOException {
    Path programs = folder.resolve("programs");
    if (Files.exists(programs)) {
      return programs.toString();
    }
    Files.createDirectories(programs);
    for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
      try (Stream<Path> files = Files.list(Path.of(directory))) {
        for (Path file : files.filter(Files::isExecutable).toList()) {
          Path link = programs.resolve(file.getFileName());
          if (!link.getFileName().toString().startsWith("mvn") && Files.notExists(link)) {
            Files.createSymbolicLink(link, file);
          }
        }
      }
    }
    return programs.toString();
  }

  /** JUnit would warn of each link that it deletes. */
  @AfterAll
  static void deleteLinks() throws Exception {
    run(List.of("rm", "-r", folder.resolve("programs").toString()));
  }

  @Test
  void demo_everyCallIsCountedOnce() throws Exception {
    Path out = folder.resolve("out");
    String printed = run(List.of(home.resolve("bin/demo").toString(), "--out", out.toString()));
    assertThat(printed).doesNotContain("building");
    assertThat(Files.readString(out.resolve("reconciliation.json"))).contains("\"agree\" : true");
  }

  @Test
  void everyProgram_hasAVersion_aCompletion_andAManualPage() throws Exception {
    String completions = Files.readString(home.resolve("completion.bash"));
    try (Stream<Path> files = Files.list(home.resolve("bin"))) {
      for (Path program :
          files.filter(file -> !file.getFileName().toString().startsWith(".")).toList()) {
        assertThat(run(List.of(program.toString(), "--version"))).isNotBlank();
        assertThat(completions).contains("-o default " + program.getFileName() + " ");
        assertThat(home.resolve("man/man1").resolve(program.getFileName() + ".1"))
            .content()
            .contains(".SH \"OPTIONS\"", "\\-\\-");
      }
    }
  }

  @Test
  void linksInTheTexts_exist() throws Exception {
    List<Path> texts;
    try (Stream<Path> files = Files.walk(home)) {
      texts = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    assertThat(texts).contains(home.resolve("README.md"), home.resolve("docs/release.md"));
    for (Path text : texts) {
      assertThat(LINK.matcher(Files.readString(text)).results().map(link -> link.group(1)))
          .as(text.toString())
          .allSatisfy(link -> assertThat(text.resolveSibling(link)).exists());
    }
  }

  @Test
  void readme_namesTheJarOfTheArchive() throws Exception {
    assertThat(Files.readString(home.resolve("README.md")))
        .contains("This is the release archive.", " lib/streaming-job.jar ")
        .doesNotContain("streaming-job/target");
    assertThat(home.resolve("lib/streaming-job.jar")).exists();
  }

  /** The job's jar and the jar of Janino have other names than their contents in bom.json. */
  @Test
  void bom_listsEveryLibrary() throws Exception {
    Set<String> listed =
        PURL.matcher(Files.readString(home.resolve("bom.json")))
            .results()
            .map(purl -> purl.group(1) + "-" + purl.group(2))
            .collect(Collectors.toSet());
    assertThat(listed).anyMatch(name -> name.startsWith("janino-"));
    Path lib = home.resolve("lib");
    try (Stream<Path> files = Files.walk(lib)) {
      Stream<Path> libraries =
          files.filter(file -> file.toString().endsWith(".jar") && !file.getParent().equals(lib));
      assertThat(libraries.map(jar -> jar.getFileName().toString()))
          .filteredOn(name -> !name.equals("janino-unsigned.jar"))
          .hasSizeGreaterThan(200)
          .allMatch(name -> listed.stream().anyMatch(name::startsWith));
    }
  }

  @Test
  void completion_offersValues() throws Exception {
    String script =
        "compopt() { :; }; . '%s/completion.bash'; COMP_WORDS=(producer --order ''); COMP_CWORD=2;"
            + " _complete_producer; echo ${COMPREPLY[@]}";
    assertThat(run(List.of("bash", "-c", script.formatted(home))).strip())
        .isEqualTo("event-time file");
  }
}
