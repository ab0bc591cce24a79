package org.sfcrime.generatecalls;

import java.time.LocalDate;

/**
 * One generated call for service.
 *
 * @param crimeId the city's number: year, day of year, running number
 * @param crimeType the type, or the free text that the dispatcher entered instead
 * @param date the day of the call; the city's data has the same day for report and offense
 * @param disposition the radio code, or one of the four values outside the table
 */
record GeneratedCall(
    String crimeId, String crimeType, LocalDate date, int minute, String disposition, Place place) {

  /** An address with its kind, city and landmark. */
  record Place(String address, String city, String addressType, String commonLocation) {}
}
