package org.sfcrime.processes;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The processes of a run and the folder they work in: once closed, none is left and none can be
 * started.
 */
public final class ProcessGroup implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path folder;
  private final boolean keepsFolder;
  private final Map<String, String> environment;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<StartedProcess> programs = new ArrayList<>();
  private boolean closed;

  /**
   * Makes the group.
   *
   * @param keepsFolder whether the folder stays when the group is closed
   * @param environment variables of every process
   */
  public ProcessGroup(Path folder, boolean keepsFolder, Map<String, String> environment) {
    this.folder = folder;
    this.keepsFolder = keepsFolder;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The variables for a run of a minute: half of such a run's work is compiling, so let the JVMs
   * compile quickly rather than well. (Measured: 46 s of CPU for the sample, instead of 78.)
   */
  public static Map<String, String> forAShortRun(Map<String, String> inherited) {
    String name = "JDK_JAVA_OPTIONS";
    String own = "-XX:TieredStopAtLevel=1 ";
    return Map.of(name, (own + inherited.getOrDefault(name, "")).strip());
  }

  public Path folder() {
    return folder;
  }

  /** Open for as long as processes may be started. */
  public CountDownLatch closing() {
    return closing;
  }

  public synchronized StartedProcess start(StartedProcess.Command command)
      throws IOException, InterruptedException {
    requireOpen();
    return started(StartedProcess.start(command.in(environment)));
  }

  public synchronized StartedProcess start(StartedProcess.Command command, Consumer<String> stdout)
      throws IOException, InterruptedException {
    requireOpen();
    return started(StartedProcess.start(command.in(environment), stdout));
  }

  /** Starts a program once more, in the place that its ended predecessor has in the group. */
  public synchronized StartedProcess startInPlaceOf(
      StartedProcess ended, StartedProcess.Command command)
      throws IOException, InterruptedException {
    requireOpen();
    StartedProcess program = StartedProcess.start(command.in(environment));
    programs.set(programs.indexOf(ended), program);
    return program;
  }

  private StartedProcess started(StartedProcess program) {
    programs.add(program);
    return program;
  }

  private void requireOpen() throws InterruptedException {
    if (closing.getCount() == 0) {
      throw new InterruptedException("no process is started any more");
    }
  }

  /** Ends the processes, the one that was started first last, and removes the folder. */
  @Override
  public void close() {
    closing.countDown();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (!programs.isEmpty()) {
        // The others need the broker to end in order.
        StartedProcess.stop(programs.subList(1, programs.size()), PATIENCE);
        StartedProcess.stop(programs.subList(0, 1), PATIENCE);
      }
      if (!keepsFolder) {
        remove(folder);
      }
    }
  }

  private static void remove(Path folder) {
    try {
      Files.walkFileTree(folder, new Remover());
    } catch (IOException e) {
      throw new IllegalStateException("cannot remove " + folder + ": " + e, e);
    }
  }

  /** Removes a folder's content before the folder; what is gone already is as good as removed. */
  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
