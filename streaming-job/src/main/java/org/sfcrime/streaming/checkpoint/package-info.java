/**
 * The checkpoint: Spark's logs of planned and committed batches, the job's own files next to them
 * (settings and ledger), and the file manager through which Spark writes checkpoint files.
 *
 * <p>Imports {@code count}. Uses internal classes of Spark, as only {@code query} does too. Start
 * with {@link org.sfcrime.streaming.checkpoint.Checkpoint}.
 */
package org.sfcrime.streaming.checkpoint;
