/**
 * The program {@code bin/kafka}: starts, stops and checks one Kafka broker on this machine.
 *
 * <p>The package may import lib/command-line and the Kafka broker. Start reading at {@link
 * org.sfcrime.localkafka.LocalKafka}.
 */
package org.sfcrime.localkafka;
