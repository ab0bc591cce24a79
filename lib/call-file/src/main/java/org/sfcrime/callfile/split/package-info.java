/**
 * Finds the records of a file and their offsets, in one pass and in bounded memory. Start reading
 * at {@link org.sfcrime.callfile.split.RecordSplitter}; each kind of file has a splitter.
 *
 * <p>This package imports {@code callrecord} and {@code commandline}.
 */
package org.sfcrime.callfile.split;
