package org.sfcrime.processes;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The repository: where the programs and their data stand.
 *
 * @param root its folder, absolute
 */
public record Home(Path root) {
  private static final String VARIABLE = "SFCRIME_HOME";

  public Home {
    if (!isRepository(root)) {
      throw new IllegalArgumentException(
          root + " is not the repository: it has no bin/spark-submit; set " + VARIABLE);
    }
    root = root.toAbsolutePath().normalize();
  }

  /**
   * From the variable that the scripts in bin/ export, else upwards from this program's own jar.
   */
  public static Home find(Map<String, String> environment) {
    String named = environment.get(VARIABLE);
    if (named != null) {
      return new Home(Path.of(named));
    }
    Path own = ownPlace();
    for (Path folder = own; folder != null; folder = folder.getParent()) {
      if (isRepository(folder)) {
        return new Home(folder);
      }
    }
    throw new IllegalArgumentException("no repository around " + own + ": set " + VARIABLE);
  }

  private static Path ownPlace() {
    try {
      return Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("cannot tell where this program is: set " + VARIABLE, e);
    }
  }

  private static boolean isRepository(Path folder) {
    return Files.isRegularFile(folder.resolve("bin/spark-submit"));
  }

  /** A program of bin/. */
  public String program(String name) {
    return root.resolve("bin").resolve(name).toString();
  }

  public String jobJar() {
    return root.resolve("streaming-job/target/streaming-job.jar").toString();
  }

  public String sparkDefaults() {
    return root.resolve("config/spark-defaults.conf").toString();
  }

  public String radioCodes() {
    return root.resolve("data/radio_code.json").toString();
  }

  public Path sample() {
    return root.resolve("data/sfpd-calls-sample.json.gz");
  }
}
