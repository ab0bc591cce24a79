/**
 * The program {@code bin/generate-calls}: writes synthetic calls with the distributions of the real
 * ones.
 *
 * <p>The package may import lib/command-line. Start reading at {@link
 * org.sfcrime.generatecalls.CallGenerator}.
 */
package org.sfcrime.generatecalls;
