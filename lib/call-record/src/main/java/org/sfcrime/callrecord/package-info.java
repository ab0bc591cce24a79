/**
 * What a call is and when it is accepted. Start reading at {@link
 * org.sfcrime.callrecord.CallReader}, which reads a call's JSON, and {@link
 * org.sfcrime.callrecord.CallRule}, which checks its fields.
 *
 * <p>This package imports Jackson's streaming parser and no other library. Each program brings its
 * own version of Jackson: the job runs with Spark's.
 */
package org.sfcrime.callrecord;
