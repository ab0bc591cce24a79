package org.sfcrime.endtoend.faults.table;

import java.time.Duration;

/** Receives the reports of a {@link Fault} test. */
public final class Injections {
  private final String fault;
  private final FaultTable table;

  Injections(String fault, FaultTable table) {
    this.fault = fault;
    this.table = table;
  }

  /** Reports that the fault was injected and ended once, and that the promise holds. */
  public void held() {
    held(1);
  }

  /** Reports several injections at once. */
  public void held(int times) {
    table.held(fault, times, null);
  }

  /**
   * Reports one injection.
   *
   * @param recovery time from the end of the fault to the first progress
   */
  public void held(Duration recovery) {
    table.held(fault, 1, recovery);
  }
}
