/**
 * Starts and stops the project's programs as child processes, and reads their progress and topics.
 *
 * <p>tools/demo, tools/benchmark and end-to-end use it. The package may import lib/command-line,
 * the Kafka client and Jackson, but no program. Start reading at {@link
 * org.sfcrime.processes.ProcessGroup}.
 */
package org.sfcrime.processes;
