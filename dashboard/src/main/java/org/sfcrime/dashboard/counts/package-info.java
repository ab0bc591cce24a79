/**
 * The counts in memory: reads the counts topic ({@link
 * org.sfcrime.dashboard.counts.CountsFollower}) into columns ({@link
 * org.sfcrime.dashboard.counts.CountsTable}).
 *
 * <p>May import {@code org.sfcrime.countrecord} and the Kafka client, no other package of the
 * dashboard. Start with {@link org.sfcrime.dashboard.counts.CountsTable}.
 */
package org.sfcrime.dashboard.counts;
