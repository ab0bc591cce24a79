package org.sfcrime.endtoend.faults.table;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Adds the result of each {@link Fault} test to the table, and prints the table at the end.
 *
 * <p>A listener of the launcher is used because a JUnit extension is not notified of the tests of a
 * class whose setup fails.
 */
public final class FaultListener implements TestExecutionListener {
  private final FaultTable table;
  private final Set<String> reported = new HashSet<>();
  private TestPlan plan;

  /** Used by the launcher, which finds the class in META-INF/services. */
  public FaultListener() {
    this(FaultTable.ofThisRun());
  }

  FaultListener(FaultTable table) {
    this.table = table;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    end(test, TestExecutionResult.aborted(new IllegalStateException(reason)));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      end(test, result);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan finished) {
    if (!table.isEmpty()) {
      table.printAll();
    }
  }

  /** When a class or a parameterized method ends, its tests that have not run end too. */
  private void end(TestIdentifier ended, TestExecutionResult result) {
    fault(ended).ifPresent(fault -> report(ended, fault, result));
    for (TestIdentifier child : plan.getDescendants(ended)) {
      fault(child).ifPresent(fault -> report(child, fault, result));
    }
  }

  private void report(TestIdentifier test, Fault fault, TestExecutionResult result) {
    if (!reported.add(test.getUniqueId())) {
      return;
    }
    String message = result.getThrowable().map(FaultListener::message).orElse("");
    switch (result.getStatus()) {
      case FAILED -> table.failed(fault.value(), message);
      case ABORTED -> table.skipped(fault.value(), message);
      case SUCCESSFUL -> {}
    }
    table.testEnded(fault.value());
  }

  private static Optional<Fault> fault(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getJavaMethod().getAnnotation(Fault.class));
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    return message.replaceFirst("^Assumption failed: ", "");
  }
}
