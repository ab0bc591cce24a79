package org.sfcrime.generatecalls.layout;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One generated call for service.
 *
 * @param crimeId the city's number: year, day of year, running number
 * @param crimeType the type, or the free text that the dispatcher entered instead
 * @param time when the call was received, in whole seconds; the city's data has the same day for
 *     report and offense
 * @param disposition the radio code, or one of the four values outside the table
 */
public record GeneratedCall(
    String crimeId, String crimeType, LocalDateTime time, String disposition, Place place) {

  /** An address with its kind, city and landmark. */
  public record Place(String address, String city, String addressType, String commonLocation) {}

  public LocalDate date() {
    return time.toLocalDate();
  }
}
