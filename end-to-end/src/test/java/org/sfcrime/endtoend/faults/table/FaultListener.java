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
 * Takes what became of each test of a fault to the table, and prints it at the end.
 *
 * <p>A listener of the launcher and not an extension: it hears also of the tests of a class that
 * could not be set up.
 */
public final class FaultListener implements TestExecutionListener {
  private final FaultTable table;
  private final Set<String> told = new HashSet<>();
  private TestPlan plan;

  /** For the launcher, which finds it in META-INF/services. */
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
      table.print();
    }
  }

  /** Of a class or a method of several tests: that is the end of those that have not run, too. */
  private void end(TestIdentifier ended, TestExecutionResult result) {
    fault(ended).ifPresent(fault -> tell(ended, fault, result));
    for (TestIdentifier child : plan.getDescendants(ended)) {
      fault(child).ifPresent(fault -> tell(child, fault, result));
    }
  }

  private void tell(TestIdentifier test, Fault fault, TestExecutionResult result) {
    if (!told.add(test.getUniqueId())) {
      return;
    }
    String message = result.getThrowable().map(FaultListener::message).orElse("");
    switch (result.getStatus()) {
      case FAILED -> table.failed(fault.value(), message);
      case ABORTED -> table.skipped(fault.value(), message);
      case SUCCESSFUL -> {}
    }
    table.tell(fault.value());
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
