/**
 * The common parts of all command-line programs: arguments, exit codes, signals, metrics, messages
 * on standard error, and atomic file writes; the Kafka client is in {@code client}.
 *
 * <p>This package imports picocli, the Kafka client and the Prometheus client, and no other package
 * of this project. Each program provides its own versions of these libraries. Start with {@link
 * org.sfcrime.commandline.Program}, which runs a command.
 */
package org.sfcrime.commandline;
