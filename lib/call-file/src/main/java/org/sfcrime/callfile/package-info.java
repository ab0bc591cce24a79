/**
 * Reads a file of calls in every supported format: JSON array, JSON objects, newline-delimited JSON
 * and CSV, also gzipped, from a damaged file too. Start reading at {@link
 * org.sfcrime.callfile.CallFile}.
 *
 * <p>A {@code RecordSplitter} finds the records of a format and their offsets; a {@code
 * RecordToCall} checks each record and gives the key and the value that the producer publishes.
 * This package imports {@code callrecord}, {@code commandline} and Commons IO, and no program.
 */
package org.sfcrime.callfile;
