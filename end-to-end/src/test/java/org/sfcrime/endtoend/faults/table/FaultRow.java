package org.sfcrime.endtoend.faults.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One fault: how often it was injected, and what came of it. */
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

  /** A test that fails has injected once more than it could say. */
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
      return skipped.isEmpty() ? "held" : "held; in part skipped: " + String.join("; ", skipped);
    }
    return skipped.isEmpty()
        ? "NOT HELD (0 of 0): nothing was injected"
        : "skipped: " + String.join("; ", skipped);
  }

  /** In one line: what AssertJ says of two values begins in the second. */
  private static String inOneLine(String message) {
    String line = message.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
  }
}
