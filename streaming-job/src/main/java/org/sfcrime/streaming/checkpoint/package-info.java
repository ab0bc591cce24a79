/**
 * The checkpoint: Spark's logs of planned and committed batches, the job's own files next to them
 * (settings and ledger), and the file manager through which Spark writes checkpoint files. The
 * counts themselves are in {@code BucketState}, in Spark's state.
 *
 * <p>Imports {@code count} and {@code kafka}. Only this package and {@code query} use Spark's
 * internal classes. Start with {@link org.sfcrime.streaming.checkpoint.Checkpoint}.
 */
package org.sfcrime.streaming.checkpoint;
