/**
 * Converts a record of a file to the call that the topic carries, and says why a record is no call.
 * Start reading at {@link org.sfcrime.callfile.layout.RecordToCall}.
 *
 * <p>This package imports {@code callfile.split}, {@code callrecord} and {@code commandline}.
 */
package org.sfcrime.callfile.layout;
