package org.sfcrime.endtoend.faults.table;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Passes the {@link Injections} of its row to a {@link Fault} test. */
final class InjectionsParameter implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Injections.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Fault fault = test.getRequiredTestMethod().getAnnotation(Fault.class);
    return new Injections(fault.value(), FaultTable.ofThisRun());
  }
}
