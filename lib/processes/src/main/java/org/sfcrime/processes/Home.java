package org.sfcrime.processes;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.sfcrime.commandline.CommandException;

/**
 * The directory of the repository, with the programs and their data.
 *
 * @param root an absolute path
 */
public record Home(Path root) {
  private static final String VARIABLE = "SFCRIME_HOME";

  public Home {
    if (!isRepository(root)) {
      throw new CommandException(
          root + " is not the repository: it has no bin/spark-submit; set " + VARIABLE);
    }
    root = root.toAbsolutePath().normalize();
  }

  /** Reads SFCRIME_HOME, which the scripts in bin/ set; else searches upwards from this jar. */
  public static Home find(Map<String, String> environment) {
    String named = environment.get(VARIABLE);
    if (named != null) {
      return new Home(Path.of(named));
    }
    Path own = jarOrClasses();
    for (Path folder = own; folder != null; folder = folder.getParent()) {
      if (isRepository(folder)) {
        return new Home(folder);
      }
    }
    throw new CommandException("no repository found above " + own + ": set " + VARIABLE);
  }

  private static Path jarOrClasses() {
    try {
      return Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new CommandException("cannot find this program's jar: set " + VARIABLE, e);
    }
  }

  private static boolean isRepository(Path folder) {
    return Files.isRegularFile(folder.resolve("bin/spark-submit"));
  }

  /** The path of a program in bin/. */
  public String program(String name) {
    return root.resolve("bin").resolve(name).toString();
  }

  /** The jar of the job: in lib/ in a release archive, else where Maven writes the jar. */
  public String jobJar() {
    Path released = root.resolve("lib/streaming-job.jar");
    Path built = root.resolve("streaming-job/target/streaming-job.jar");
    return (Files.isRegularFile(released) ? released : built).toString();
  }

  public String radioCodes() {
    return root.resolve("data/radio_code.json").toString();
  }

  public Path sample() {
    return root.resolve("data/sfpd-calls-sample.json.gz");
  }
}
