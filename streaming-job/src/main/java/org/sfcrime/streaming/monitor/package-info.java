/**
 * Publishes each batch outside of the job: metrics for Prometheus, offsets committed to a consumer
 * group, progress as JSON, and the report at the end of a run.
 *
 * <p>Start reading at {@link org.sfcrime.streaming.monitor.ProgressListener}, which Spark calls
 * after each batch. The package may import console, checkpoint, kafka and count; only the job
 * itself imports this package.
 */
package org.sfcrime.streaming.monitor;
