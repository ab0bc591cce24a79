/**
 * Follows a live feed: polls a SODA endpoint and publishes each revision of a call once.
 *
 * <p>{@code FeedReader} reads all pages of a poll through {@code FeedClient}, {@code FeedFollower}
 * compares their calls with {@code PublishedRevisions} and sends what is new or changed, and {@code
 * PollTransaction} commits a poll as a whole. The package imports the call libraries, the command
 * line library and {@code producer.send}. Start with {@link
 * org.sfcrime.producer.follow.FeedFollower}.
 */
package org.sfcrime.producer.follow;
