/**
 * The program {@code bin/demo}: runs the whole pipeline once and compares the numbers of all
 * programs.
 *
 * <p>The package may import lib/processes, lib/command-line and the Kafka client, but no program.
 * Start reading at {@link org.sfcrime.demo.Pipeline}.
 */
package org.sfcrime.demo;
