/**
 * The rows of {@code bin/bench}, one class for each kind of measurement.
 *
 * <p>The package may import {@code run} and {@code report}. Start reading at {@link
 * org.sfcrime.benchmark.measure.Bench}.
 */
package org.sfcrime.benchmark.measure;
