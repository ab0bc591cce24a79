/**
 * Tests that inject faults into the running programs, end the faults, and check the promise of
 * docs/semantics.md.
 *
 * <p>{@code bin/fault-suite} runs all of them; {@code mvn verify} runs a short selection. The
 * package may import the harness and the fault table. Start reading at {@code BrokerFaultTest}.
 */
package org.sfcrime.endtoend.faults;
