package org.sfcrime.endtoend.faults.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that injects a fault, ends it and checks the promise of docs/semantics.md.
 *
 * <p>The test has a parameter of type {@link Injections} and reports to it each time the promise
 * holds.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("fault")
@ExtendWith(InjectionsParameter.class)
public @interface Fault {
  /** The name of the fault's row in the table; several tests may share a row. */
  String value();
}
