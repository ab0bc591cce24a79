package org.sfcrime.generator;

import java.time.LocalDate;

/**
 * One generated call for service.
 *
 * @param crimeId the city's number: year, day of year, running number
 * @param crimeType the type, or what the dispatcher noted in its place
 * @param date the day of the call; report and offense carry the same one, as in the city's data
 * @param minute the minute of the day
 * @param disposition the radio code, or one of the four values outside the table
 * @param place where it was
 */
record Call(
    String crimeId, String crimeType, LocalDate date, int minute, String disposition, Place place) {

  /** An address and what the city says about it. */
  record Place(String address, String city, String addressType, String commonLocation) {}
}
