package org.sfcrime.endtoend.faults.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A row of the table: how often a fault was injected and whether the promise held. */
final class FaultRow {
  private static final int LONGEST_MESSAGE = 240;

  private final String fault;
  private final List<String> failures = new ArrayList<>();
  private final Set<String> skipped = new LinkedHashSet<>();
  private int held;
  private Duration worst;

  FaultRow(String fault) {
    this.fault = fault;
  }

  void held(int times, Duration recovery) {
    held += times;
    if (recovery != null && (worst == null || recovery.compareTo(worst) > 0)) {
      worst = recovery;
    }
  }

  void failed(String message) {
    failures.add(inOneLine(message));
  }

  void skipped(String why) {
    skipped.add(inOneLine(why));
  }

  String fault() {
    return fault;
  }

  /** Counts each failed test as one injection, even if its setup failed. */
  int injected() {
    return held + failures.size();
  }

  String worstRecovery() {
    return worst == null ? "-" : String.format(Locale.ROOT, "%.1f s", worst.toMillis() / 1000.0);
  }

  String verdict() {
    if (!failures.isEmpty()) {
      return "NOT HELD (%d of %d): %s".formatted(held, injected(), failures.get(0));
    }
    if (held > 0) {
      return skipped.isEmpty() ? "held" : "held; partly skipped: " + String.join("; ", skipped);
    }
    return skipped.isEmpty()
        ? "NOT HELD (0 of 0): nothing was injected"
        : "skipped: " + String.join("; ", skipped);
  }

  /** Joins the lines of a message and limits its length. */
  private static String inOneLine(String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
  }
}
