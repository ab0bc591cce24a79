package org.sfcrime.generatecalls.layout;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** The city's JSON of 2016 to 2019: 14 fields in its order, compact, slashes escaped. */
final class Calls2016Json implements CallText {
  @Override
  public String header() {
    return "";
  }

  @Override
  public void append(GeneratedCall call, StringBuilder text) {
    text.append("{\"crime_id\":\"").append(call.crimeId()).append('"');
    field(text, "original_crime_type_name", call.crimeType());
    String midnight = call.date() + "T00:00:00.000";
    field(text, "report_date", midnight);
    field(text, "call_date", midnight);
    field(text, "offense_date", midnight);
    LocalTime minute = call.time().toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    field(text, "call_time", minute.toString());
    field(text, "call_date_time", call.date() + "T" + minute + ":00.000");
    field(text, "disposition", call.disposition());
    field(text, "address", call.place().address());
    field(text, "city", call.place().city());
    field(text, "state", "CA");
    field(text, "agency_id", "1");
    field(text, "address_type", call.place().addressType());
    field(text, "common_location", call.place().commonLocation());
    text.append('}');
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(",\"").append(name).append("\":");
    JsonText.append(text, value, "/\"\\");
  }
}
