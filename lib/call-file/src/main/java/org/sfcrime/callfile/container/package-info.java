/**
 * Reads what a call file is stored in: gzip, zip and UTF-16. Start reading at {@link
 * org.sfcrime.callfile.container.StoredText}, which turns the stored bytes into text in UTF-8.
 * {@link org.sfcrime.callfile.container.ForeignFile} recognises files that are no call files.
 *
 * <p>This package imports {@code commandline}, Commons IO and Jackson.
 */
package org.sfcrime.callfile.container;
