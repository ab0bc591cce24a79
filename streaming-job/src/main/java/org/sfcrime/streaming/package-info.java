/**
 * The streaming job: its command line, its options and the method that assembles the query.
 *
 * <p>This package assembles the others, and none of them imports it: {@code query} is the query in
 * Spark, {@code count} the counting engine without Spark, {@code lookup} the tables that records
 * are joined with, {@code sink} the outputs, {@code checkpoint} what survives a restart, {@code
 * kafka} topics and offsets, {@code console} the terminal and {@code monitor} metrics and reports.
 * Start with {@link org.sfcrime.streaming.StreamingJob}. {@code CheckpointFiles} stays in this
 * package because users' configuration names it.
 */
package org.sfcrime.streaming;
