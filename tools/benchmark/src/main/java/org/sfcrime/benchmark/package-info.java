/**
 * The programs {@code bin/bench} and {@code bin/tune}.
 *
 * <p>{@code measure} has the rows of bin/bench, {@code tuning} the settings and the page of
 * bin/tune. Both run programs with {@code run} and show results with {@code report}. {@code
 * reference} has programs to compare with. No package imports a program of this project. Start
 * reading at {@link org.sfcrime.benchmark.BenchCommand}.
 */
package org.sfcrime.benchmark;
