/**
 * Sorts the calls of a file by event time, in memory or, if they are too many, with a temporary
 * file.
 *
 * <p>The package imports the libraries of lib/, and nothing of the producer. Start reading with
 * {@link org.sfcrime.producer.order.EventTimeOrder}.
 */
package org.sfcrime.producer.order;
