/**
 * Verifies that the calls of a file arrived on the topic, each once and unchanged. Start reading at
 * {@link org.sfcrime.consumer.verify.Verifier}, which compares, and {@link
 * org.sfcrime.consumer.verify.CallTable}, which stores what was expected and seen.
 *
 * <p>This package imports the readers of {@code callfile} and {@code callrecord}, and nothing of
 * the other packages of the consumer.
 */
package org.sfcrime.consumer.verify;
