/**
 * The web server: the page's files, its views as JSON, and a stream of status events.
 *
 * <p>May import {@code org.sfcrime.dashboard.counts} and {@code org.sfcrime.dashboard.view}, not
 * the programs themselves. Start with {@link org.sfcrime.dashboard.web.PageServer}.
 */
package org.sfcrime.dashboard.web;
