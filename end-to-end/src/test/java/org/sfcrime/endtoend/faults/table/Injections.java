package org.sfcrime.endtoend.faults.table;

import java.time.Duration;

/** What a test of a fault has to tell. */
public final class Injections {
  private final String fault;
  private final FaultTable table;

  Injections(String fault, FaultTable table) {
    this.fault = fault;
    this.table = table;
  }

  /** Once more the fault was injected and healed, and the promise was checked and holds. */
  public void held() {
    held(1);
  }

  /** So many at once. */
  public void held(int times) {
    table.held(fault, times, null);
  }

  /**
   * The same.
   *
   * @param recovery from the healing until there was progress again
   */
  public void held(Duration recovery) {
    table.held(fault, 1, recovery);
  }
}
