/**
 * The program {@code bin/generate-calls}: writes synthetic calls with the distributions of the real
 * ones.
 *
 * <p>{@code layout} has the layouts of the files, {@code random} the random choices. The package
 * may import both, and lib/command-line. Start reading at {@link
 * org.sfcrime.generatecalls.CallGenerator}.
 */
package org.sfcrime.generatecalls;
