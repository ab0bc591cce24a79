/**
 * What every program does at the command line: parsing arguments, Kafka client properties, exit
 * codes, signals, metrics, messages on standard error, files written as a whole.
 *
 * <p>This package imports picocli, the names of Kafka's client properties and the Prometheus
 * client, and no other package of this project. Each program brings its own versions of these
 * libraries. Start with {@link org.sfcrime.commandline.Program}, which runs a command.
 */
package org.sfcrime.commandline;
