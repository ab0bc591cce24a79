package org.sfcrime.endtoend.faults.table;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that injects a fault, heals it and checks the promise of docs/semantics.md.
 *
 * <p>The test takes a parameter of type {@link Injections} and tells it each time the promise held.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("fault")
@ExtendWith(InjectionsParameter.class)
public @interface Fault {
  /** The fault's row in the table; several tests may share one. */
  String value();
}
