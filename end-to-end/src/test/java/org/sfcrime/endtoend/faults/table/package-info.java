/**
 * Collects the results of the fault tests and writes them as a table.
 *
 * <p>Tests of the packages faults and exactness use it. Start reading at {@link
 * org.sfcrime.endtoend.faults.table.Fault}.
 */
package org.sfcrime.endtoend.faults.table;
