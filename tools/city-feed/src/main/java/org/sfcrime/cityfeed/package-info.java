/**
 * A stand-in for the city's live feed: a SODA endpoint on this machine.
 *
 * <p>{@code CallHistory} turns a closed call into the rows that the feed shows of it one after the
 * other, {@code FeedTable} is what the feed shows at one moment, {@code SodaQuery} selects rows,
 * and {@code FeedServer} answers, with {@code FeedFaults} if asked. The package imports the command
 * line library. Start with {@link org.sfcrime.cityfeed.FeedServer}.
 */
package org.sfcrime.cityfeed;
