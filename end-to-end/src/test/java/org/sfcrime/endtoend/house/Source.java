package org.sfcrime.endtoend.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java file of a module's {@code src/main/java}.
 *
 * @param module the module's folder, relative to the repository
 * @param path relative to {@code src/main/java}
 */
record Source(Path module, Path path) {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path JAVA = Path.of("src", "main", "java");

  /** Returns the files of all modules. */
  static List<Source> ofModules() {
    return modules().flatMap(Source::ofModule).toList();
  }

  /** Returns the folders with the compiled classes of all modules. */
  static List<Path> classFolders() {
    return modules().map(module -> module.resolve(Path.of("target", "classes"))).toList();
  }

  /** Groups files by package. */
  static Map<String, List<Source>> packages(List<Source> sources) {
    return sources.stream()
        .collect(
            Collectors.groupingBy(
                source -> source.path().getParent().toString().replace('/', '.'),
                TreeMap::new,
                Collectors.toList()));
  }

  List<String> lines() {
    try {
      return Files.readAllLines(module.resolve(JAVA).resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> modules() {
    return Stream.of(ROOT, ROOT.resolve("lib"), ROOT.resolve("tools"))
        .flatMap(folder -> list(folder, 1))
        .filter(module -> Files.isDirectory(module.resolve(JAVA)));
  }

  private static Stream<Source> ofModule(Path module) {
    Path java = module.resolve(JAVA);
    return list(java, Integer.MAX_VALUE)
        .filter(file -> file.toString().endsWith(".java"))
        .map(file -> new Source(module, java.relativize(file)));
  }

  private static Stream<Path> list(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
