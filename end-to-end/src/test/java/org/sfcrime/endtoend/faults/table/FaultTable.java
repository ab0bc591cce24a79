package org.sfcrime.endtoend.faults.table;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.endtoend.harness.Rig;

/** The faults of a run, one row each. Prints the results as they come and writes Markdown. */
final class FaultTable {
  private static final FaultTable OF_THIS_RUN =
      new FaultTable(Rig.HOME.root().resolve("end-to-end/target/fault-table.md"), System.out);
  private static final List<String> HEADER =
      List.of("fault", "times injected", "held", "worst recovery");

  private final Path file;
  private final PrintStream out;
  private final Map<String, FaultRow> rows = new LinkedHashMap<>();

  FaultTable(Path file, PrintStream out) {
    this.file = file;
    this.out = out;
  }

  static FaultTable ofThisRun() {
    return OF_THIS_RUN;
  }

  synchronized void held(String fault, int times, Duration recovery) {
    row(fault).held(times, recovery);
    if (Faults.FULL) {
      String after = recovery == null ? "" : ", after %.1f s".formatted(recovery.toMillis() / 1e3);
      print("  %s: %d held%s".formatted(fault, row(fault).injected(), after));
    }
  }

  synchronized void failed(String fault, String message) {
    row(fault).failed(message);
  }

  synchronized void skipped(String fault, String why) {
    row(fault).skipped(why);
  }

  /** Prints the row of a fault when one of its tests has ended, and writes the table. */
  synchronized void testEnded(String fault) {
    FaultRow row = row(fault);
    print(
        "fault: %s | %d | %s | %s"
            .formatted(fault, row.injected(), row.verdict(), row.worstRecovery()));
    write();
  }

  synchronized boolean isEmpty() {
    return rows.isEmpty();
  }

  synchronized void printAll() {
    print("");
    markdown().forEach(this::print);
    print("");
  }

  List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(line(HEADER));
    lines.add(line(List.of("---", "---:", "---", "---:")));
    for (FaultRow row : rows.values()) {
      lines.add(
          line(List.of(row.fault(), "" + row.injected(), row.verdict(), row.worstRecovery())));
    }
    return lines;
  }

  private static String line(List<String> cells) {
    return "| "
        + String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList())
        + " |";
  }

  private FaultRow row(String fault) {
    return rows.computeIfAbsent(fault, FaultRow::new);
  }

  /** Called after every test, so that an interrupted run leaves its results. */
  private void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, markdown());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
