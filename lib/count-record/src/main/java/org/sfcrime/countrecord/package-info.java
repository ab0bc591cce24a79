/**
 * The record of one count, as the job writes it and as others read it: on the counts topic ({@link
 * org.sfcrime.countrecord.CountJson}) and in a CSV file ({@link
 * org.sfcrime.countrecord.CountsCsv}). Also reads the table of crime types, which gives counts
 * their names and categories.
 *
 * <p>May import Jackson and univocity-parsers in the versions that Spark ships; no other module.
 * Start with {@link org.sfcrime.countrecord.CountRecord}.
 */
package org.sfcrime.countrecord;
