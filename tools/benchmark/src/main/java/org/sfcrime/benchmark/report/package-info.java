/**
 * Results as tables: statistics over repeated runs, and the facts about the machine.
 *
 * <p>The package imports no other package of the benchmark. Start reading at {@link
 * org.sfcrime.benchmark.report.ResultTable}.
 */
package org.sfcrime.benchmark.report;
