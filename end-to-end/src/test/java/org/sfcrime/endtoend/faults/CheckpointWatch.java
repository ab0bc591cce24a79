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
 * Finds out the progress of a running job from the files of its checkpoint.
 *
 * <p>{@code offsets/N} plans batch N, {@code state/0/TASK/N+1.delta} has the state of a task, the
 * ledger has the batch when all sinks have written it, and {@code commits/N} completes it.
 */
record CheckpointWatch(Path checkpoint) {
  private static final String NUMBER = "[0-9]+";

  /** The newest planned batch; -1 before the first. */
  long planned() {
    return newest("offsets");
  }

  /** The newest committed batch; -1 before the first. */
  long committed() {
    return newest("commits");
  }

  /** Whether a batch is planned but not committed. */
  boolean isInBatch() {
    return planned() > committed();
  }

  /** Whether a task has committed its state of the current batch. */
  boolean hasCommittedState() {
    return !stateFiles((planned() + 1) + "\\.delta").isEmpty();
  }

  /** The state files of the newest committed batch, one for each task. */
  List<Path> newestDeltas() {
    return stateFiles((committed() + 1) + "\\.delta");
  }

  /** Whether the current batch is in the ledger. */
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

  /** The files that the job replaces: its own, and the state when a batch is repeated. */
  List<Path> replacedFiles() {
    Path own = checkpoint.resolve("sf-crime-statistics");
    return Stream.of(
            stateFiles("[0-9]+\\.(delta|snapshot)"), list(own.resolve("ledger")), list(own))
        .flatMap(List::stream)
        .filter(file -> Files.isRegularFile(file) && !file.getFileName().toString().startsWith("."))
        .toList();
  }

  /**
   * Writes a checksum file that does not match the file. Version 0.1.0 left one when it was killed
   * between the renames of the two files.
   */
  static void leaveOldChecksum(Path file) throws IOException {
    Path checksum = file.resolveSibling("." + file.getFileName() + ".crc");
    Files.write(checksum, new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});
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
