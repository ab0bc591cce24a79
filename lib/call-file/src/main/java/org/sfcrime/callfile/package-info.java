/**
 * Reads a file of calls in every supported format: JSON array, JSON objects, newline-delimited JSON
 * and CSV, in gzip, in zip and in UTF-16, from a damaged file too. Start reading at {@link
 * org.sfcrime.callfile.CallFile}.
 *
 * <p>The package {@code container} gives the text of a file in UTF-8. A {@code RecordSplitter} of
 * {@code split} finds the records and their offsets; a {@code RecordToCall} of {@code layout}
 * checks each record and gives the key and the value that the producer publishes. These packages
 * import {@code callrecord}, {@code commandline} and Commons IO, and no program.
 */
package org.sfcrime.callfile;
