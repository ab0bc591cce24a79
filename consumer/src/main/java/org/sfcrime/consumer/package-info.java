/**
 * The consumer: prints the calls of a topic and verifies that all calls of a file arrived.
 *
 * <p>This package reads the topic. The package {@code verify} compares the records with the
 * expected calls, and {@code format} prints the records. Neither imports this package. Start with
 * {@link org.sfcrime.consumer.ConsumerRun}.
 */
package org.sfcrime.consumer;
