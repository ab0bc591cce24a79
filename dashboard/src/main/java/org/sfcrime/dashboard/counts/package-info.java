/**
 * The counts in memory: reads the counts topic ({@link
 * org.sfcrime.dashboard.counts.CountsFollower}) into columns ({@link
 * org.sfcrime.dashboard.counts.CountsTable}).
 *
 * <p>May import {@code lib/}, the Kafka client and HPPC, but no other package of the dashboard.
 * Start with {@link org.sfcrime.dashboard.counts.CountsTable}.
 */
package org.sfcrime.dashboard.counts;
