/**
 * Tests that the programs count every call exactly once, whatever the order of the calls, the time
 * zone and the number of runs.
 *
 * <p>The package may import the harness and the fault table. Start reading at {@code OrderTest},
 * which compares the job with {@code WatermarkModel}.
 */
package org.sfcrime.endtoend.exactness;
