package org.sfcrime.endtoend.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sfcrime.endtoend.harness.LedgerLines;

/**
 * How far a job is, seen from outside: by the files of its checkpoint while it writes them.
 *
 * <p>Batch N is planned by {@code offsets/N}, counts by {@code state/0/TASK/N+1.delta}, stands in
 * the ledger when all sinks have it, and is done by {@code commits/N}.
 */
public record CheckpointWatch(Path checkpoint) {
  private static final String NUMBER = "[0-9]+";

  /** The newest batch that was planned; -1 before the first. */
  public long planned() {
    return newest("offsets");
  }

  /** The newest batch that is done; -1 before the first. */
  public long committed() {
    return newest("commits");
  }

  /** Whether a batch is at work that has come no further than this. */
  boolean isAtWork() {
    return planned() > committed();
  }

  /** Whether a task has committed its state of the batch at work. */
  boolean hasCommittedState() {
    return !stateFiles((planned() + 1) + "\\.delta").isEmpty();
  }

  /** The newest committed deltas, one a task. */
  List<Path> newestDeltas() {
    return stateFiles((committed() + 1) + "\\.delta");
  }

  /** Whether the batch at work stands in the ledger. */
  boolean isRecorded() {
    try {
      return LedgerLines.of(checkpoint).newestBatch() >= planned();
    } catch (IOException beingReplaced) {
      return false;
    }
  }

  /** The newest file of a folder, such as {@code commits}. */
  Optional<Path> newestFile(String folder) {
    return list(checkpoint.resolve(folder)).stream()
        .filter(file -> file.getFileName().toString().matches(NUMBER))
        .max(Comparator.comparingLong(CheckpointWatch::number));
  }

  private long newest(String folder) {
    return newestFile(folder).map(CheckpointWatch::number).orElse(-1L);
  }

  private List<Path> stateFiles(String pattern) {
    return list(checkpoint.resolve("state/0")).stream()
        .flatMap(task -> list(task).stream())
        .filter(file -> file.getFileName().toString().matches(pattern))
        .toList();
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString());
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException | NotDirectoryException notYet) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
