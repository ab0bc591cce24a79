package org.sfcrime.generatecalls.layout;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** DataSF's CSV export of the calls of 2016 to 2019: titles as field names, American dates. */
final class Calls2016TitlesCsv implements CallText {
  private static final String HEADER =
      "Crime Id,Original Crime Type Name,Report Date,Call Date,Offense Date,Call Time,"
          + "Call Date Time,Disposition,Address,City,State,Agency Id,Address Type,Common Location";
  private static final String DATE_PATTERN = "MM/dd/yyyy";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern(DATE_PATTERN, Locale.US);
  private static final DateTimeFormatter DATE_TIME = CsvText.dateTime(DATE_PATTERN);

  @Override
  public String header() {
    return HEADER;
  }

  @Override
  public void append(GeneratedCall call, StringBuilder text) {
    LocalDateTime minute = call.time().truncatedTo(ChronoUnit.MINUTES);
    String date = DATE.format(minute);
    GeneratedCall.Place place = call.place();
    CsvText.append(
        text,
        call.crimeId(),
        call.crimeType(),
        date,
        date,
        date,
        minute.toLocalTime(),
        DATE_TIME.format(minute),
        call.disposition(),
        place.address(),
        place.city(),
        "CA",
        "1",
        place.addressType(),
        place.commonLocation());
  }
}
