/**
 * Starts the real programs and checks their results; shared by all end-to-end tests.
 *
 * <p>The package may import lib/processes and third-party parsers, but no code of the programs: the
 * {@link org.sfcrime.endtoend.harness.Oracle} computes the expected counts on its own. Start
 * reading at {@link org.sfcrime.endtoend.harness.Rig}.
 */
package org.sfcrime.endtoend.harness;
