/**
 * The program {@code bin/generate-calls}: writes synthetic calls with the distributions of the real
 * ones.
 *
 * <p>It imports no other module. Start reading at {@link org.sfcrime.generatecalls.CallGenerator}.
 */
package org.sfcrime.generatecalls;
