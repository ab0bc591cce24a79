/**
 * Runs the project's programs against a broker, and reads what a run took and counted.
 *
 * <p>The package may import {@code report} and {@code reference}. Start reading at {@link
 * org.sfcrime.benchmark.run.JobRuns}.
 */
package org.sfcrime.benchmark.run;
