package org.sfcrime.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The processes of a run and their working directory; after close, no process runs or starts. */
public final class ProcessGroup implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Path folder;
  private final boolean keepsFolder;
  private final Map<String, String> environment;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<StartedProcess> programs = new ArrayList<>();

  /**
   * Creates a group without processes.
   *
   * @param keepsFolder whether close keeps the directory
   * @param environment variables of every process
   */
  public ProcessGroup(Path folder, boolean keepsFolder, Map<String, String> environment) {
    this.folder = folder;
    this.keepsFolder = keepsFolder;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Environment variables for a run of about a minute, which limit the JVMs to the C1 compiler.
   * Half of the CPU time of such a run is compilation: 7,000 calls took 46 s of CPU, with C2 78 s.
   */
  public static Map<String, String> forAShortRun(Map<String, String> inherited) {
    String name = "JDK_JAVA_OPTIONS";
    String own = "-XX:TieredStopAtLevel=1 ";
    return Map.of(name, (own + inherited.getOrDefault(name, "")).strip());
  }

  public Path folder() {
    return folder;
  }

  /** Counted down when the group closes. */
  public CountDownLatch closing() {
    return closing;
  }

  public synchronized StartedProcess start(StartedProcess.Command command)
      throws IOException, InterruptedException {
    return start(command, null);
  }

  /** Starts a program; its standard output also goes line by line to a consumer, unless null. */
  public synchronized StartedProcess start(StartedProcess.Command command, Consumer<String> stdout)
      throws IOException, InterruptedException {
    if (closing.getCount() == 0) {
      throw new InterruptedException("the process group is closed");
    }
    StartedProcess program = StartedProcess.start(command.in(environment), stdout);
    programs.add(program);
    return program;
  }

  /** Starts a program that replaces an ended one, in the same position of the stop order. */
  public synchronized StartedProcess startInPlaceOf(
      StartedProcess ended, StartedProcess.Command command)
      throws IOException, InterruptedException {
    StartedProcess program = start(command);
    programs.remove(program);
    programs.set(programs.indexOf(ended), program);
    return program;
  }

  /** Stops all processes, the first started last, and removes the directory. */
  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      if (!programs.isEmpty()) {
        // The broker was started first; the other processes need it for an orderly end.
        StartedProcess.stop(programs.subList(1, programs.size()), STOP_LIMIT);
        StartedProcess.stop(programs.subList(0, 1), STOP_LIMIT);
        programs.clear();
      }
      if (!keepsFolder) {
        removeDirectory(folder);
      }
    }
  }

  /** Removes a directory and its content, if it exists. */
  public static void removeDirectory(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      if (!Files.exists(folder)) {
        return;
      }
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw new IllegalStateException("cannot remove " + folder + ": " + e, e);
      }
      removeDirectory(folder); // another process deleted a file
    }
  }
}
