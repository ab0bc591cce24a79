/**
 * The counting engine: the rules of windows, watermark and late calls, the state of a bucket of
 * windows, and the rows between the stages of the query.
 *
 * <p>Imports {@code lookup} and the shared libraries, and nothing of Spark. Start with {@link
 * org.sfcrime.streaming.count.BucketCounter}; {@link org.sfcrime.streaming.count.CountRules} holds
 * the options.
 */
package org.sfcrime.streaming.count;
