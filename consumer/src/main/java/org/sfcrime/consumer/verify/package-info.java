/**
 * Verifies that each call of a file arrived on the topic once and unchanged.
 *
 * <p>This package imports the libraries for call files and call records, and no other package of
 * the consumer. Start with {@link org.sfcrime.consumer.verify.Verifier}, which compares the calls,
 * and {@link org.sfcrime.consumer.verify.CallTable}, which stores them.
 */
package org.sfcrime.consumer.verify;
