/**
 * The programs {@code bin/dashboard}, which serves a page that follows the counts topic, and {@code
 * bin/report}, which writes the page of a finished run to one file.
 *
 * <p>May import the packages below: {@code counts} holds the counts, {@code view} computes the page
 * from them, {@code web} serves the page; none of them imports this package. Start with {@link
 * org.sfcrime.dashboard.Dashboard}.
 */
package org.sfcrime.dashboard;
