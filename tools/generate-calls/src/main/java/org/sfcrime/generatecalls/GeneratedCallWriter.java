package org.sfcrime.generatecalls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import org.sfcrime.generatecalls.GenerateCallsOptions.Format;

/**
 * Writes calls in the format of the city's file: 14 fields in its order, compact, slashes escaped.
 */
final class GeneratedCallWriter implements CallGenerator.Sink {
  private final OutputStream out;
  private final Format format;
  private final StringBuilder text = new StringBuilder(512);
  private boolean first = true;

  GeneratedCallWriter(OutputStream out, Format format) {
    this.out = out;
    this.format = format;
  }

  @Override
  public void write(GeneratedCall call) throws IOException {
    text.setLength(0);
    if (format == Format.JSON) {
      text.append(first ? '[' : ',');
    }
    first = false;
    append(call);
    if (format == Format.NDJSON) {
      text.append('\n');
    }
    flushText();
  }

  /** Closes the JSON array and flushes the stream, which stays open. */
  void end() throws IOException {
    text.setLength(0);
    if (format == Format.JSON) {
      text.append(first ? "[]" : "]").append('\n');
    }
    flushText();
    out.flush();
  }

  private void flushText() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void append(GeneratedCall call) {
    text.append("{\"crime_id\":\"").append(call.crimeId()).append('"');
    field("original_crime_type_name", call.crimeType());
    String midnight = call.date() + "T00:00:00.000";
    field("report_date", midnight);
    field("call_date", midnight);
    field("offense_date", midnight);
    LocalTime time = LocalTime.of(call.minute() / 60, call.minute() % 60);
    field("call_time", time.toString());
    field("call_date_time", call.date() + "T" + time + ":00.000");
    field("disposition", call.disposition());
    field("address", call.place().address());
    field("city", call.place().city());
    field("state", "CA");
    field("agency_id", "1");
    field("address_type", call.place().addressType());
    field("common_location", call.place().commonLocation());
    text.append('}');
  }

  private void field(String name, String value) {
    text.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '/' || c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }
}
