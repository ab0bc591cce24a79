/**
 * Sends calls and rejected records to their topics, and counts what the brokers acknowledge.
 *
 * <p>The package imports the libraries of lib/ and the Kafka client, and nothing of the producer.
 * Start reading with {@link org.sfcrime.producer.send.CallSender}.
 */
package org.sfcrime.producer.send;
