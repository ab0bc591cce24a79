/**
 * Shows each batch to the user: as a table and lines, or drawn in place on a terminal.
 *
 * <p>Start reading at {@link org.sfcrime.streaming.console.Console}, which chooses a {@link
 * org.sfcrime.streaming.console.BatchDisplay}. {@link org.sfcrime.streaming.console.BatchText} has
 * the wording that the console shares with files and the final report. The package may import
 * count, kafka and the {@code BatchSummary} of query; it imports neither monitor nor sinks.
 */
package org.sfcrime.streaming.console;
