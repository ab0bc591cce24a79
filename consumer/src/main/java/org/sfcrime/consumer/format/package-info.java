/**
 * How the consumer prints records: as lines, JSON or a table.
 *
 * <p>This package imports the call record and the command line libraries and nothing else of the
 * consumer. Start with {@link org.sfcrime.consumer.format.RecordOutput}.
 */
package org.sfcrime.consumer.format;
