package org.sfcrime.callfile.split;

/**
 * How a CSV file separates its cells and lines.
 *
 * @param delimiter the character between two cells
 * @param lineEnd the last character of a line: a line feed, or a carriage return if the file has no
 *     line feeds
 */
public record CsvDialect(byte delimiter, byte lineEnd) {}
