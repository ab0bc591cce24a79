package org.sfcrime.callfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.callfile.split.RawRecord;

/** Calls that the tests read. */
public final class CallTexts {
  private CallTexts() {}

  /** Returns a call as the source writes it, with the id and the time of day. */
  public static String call(String id, String time) {
    return "{\"crime_id\":\""
        + id
        + "\",\"original_crime_type_name\":\"Traffic Stop\",\"call_date_time\":\"2018-12-31T"
        + time
        + ":00.000\",\"disposition\":\"ADM\",\"address\":\"Alder St\\/buttercup Row\","
        + "\"common_location\":\"\"}";
  }

  public static String call(String id) {
    return call(id, "10:00");
  }

  /** Returns a call with a field's text replaced. */
  public static String call(String id, String text, String replacement) {
    return call(id).replace(text, replacement);
  }

  /** Returns the id of each call of a file, and the reason and the text of each other record. */
  public static List<String> read(Path directory, byte[] content) throws IOException {
    Path path = Files.write(directory.resolve("calls"), content);
    List<String> result = new ArrayList<>();
    try (CallFile file = CallFile.open(path.toString(), false)) {
      CallCursor calls = file.calls(InstantSource.system(), Long.MAX_VALUE);
      while (calls.next()) {
        RawRecord record = calls.record();
        String text =
            new String(record.buffer(), record.from(), record.length(), StandardCharsets.UTF_8);
        result.add(
            calls.rejection() == null
                ? calls.key().toString()
                : calls.rejection().code() + ": " + text);
      }
    }
    return result;
  }

  public static List<String> read(Path directory, String content) throws IOException {
    return read(directory, bytes(content));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
