/**
 * Reads what a call file is stored in: gzip, zip and UTF-16. Start reading at {@link
 * org.sfcrime.callfile.container.StoredText}, which turns the stored bytes into text in UTF-8.
 *
 * <p>Nothing in this package knows what a call is. It imports {@code commandline} and Commons IO.
 */
package org.sfcrime.callfile.container;
