/**
 * Runs the project's programs against a broker, and measures the time, resources and counts of each
 * run.
 *
 * <p>The package may import {@code report} and {@code reference}. Start reading at {@link
 * org.sfcrime.benchmark.run.JobRuns}.
 */
package org.sfcrime.benchmark.run;
