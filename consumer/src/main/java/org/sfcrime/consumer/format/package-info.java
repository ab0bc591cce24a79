/**
 * Prints records as lines, JSON or a table.
 *
 * <p>This package imports the call record and command line libraries, and no other package of the
 * consumer. Start with {@link org.sfcrime.consumer.format.RecordPrinter}.
 */
package org.sfcrime.consumer.format;
