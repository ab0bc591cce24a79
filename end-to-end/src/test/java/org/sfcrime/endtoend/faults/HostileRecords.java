package org.sfcrime.endtoend.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Generates records of many kinds that are not valid calls. A null value is a tombstone. */
final class HostileRecords {
  /** Invalid times, and times outside the accepted range. */
  private static final List<String> TIMES =
      List.of(
          "0001-01-01T00:00:00.000",
          "9999-12-31T23:59:59.999",
          "2018-02-30T10:00:00.000",
          "2018-10-19T24:00:00.000",
          "2018-10-19T10:00:00Z",
          "2018-10-19",
          "1539943200000",
          "+292278994-08-17T07:12:55.807",
          "");

  private static final List<Function<Random, byte[]>> KINDS =
      List.of(
          random -> null,
          random -> new byte[0],
          random -> bytes("{\"crime_id\":\"1"),
          random -> bytes("[".repeat(100_000)),
          random -> bytes("{\"a\":".repeat(100_000)),
          random -> bytes("\u0000\u001b[2J\u001b]0;x\u0007"),
          random -> bytes("<script>alert(" + random.nextInt() + ")</script>"),
          random -> bytes("=cmd|'/C calc'!A" + random.nextInt(100)),
          random -> bytes("\u202e\u2066{}\u2069"),
          HostileRecords::invalidUtf8,
          random -> bytes(call("1", TIMES.get(random.nextInt(TIMES.size())), "Passing Call")),
          random -> bytes(call(" ", "2018-10-19T10:00:00.000", "Passing Call")),
          random -> bytes(call("1", "2018-10-19T10:00:00.000", " \u2028")),
          random -> bytes("{\"crime_id\":\"1\",\"crime_id\":\"2\"}"),
          random -> bytes("{\"crime_id\":{\"$gt\":\"\"},\"call_date_time\":[]}"),
          random -> bytes("[" + call("1", "2018-10-19T10:00:00.000", "Passing Call") + "]"),
          random -> bytes(call("1", "2018-10-19T10:00:00.000", "Passing Call") + "x"),
          random -> bytes("null"),
          random -> bytes("NaN"),
          random -> bytes("1e" + "9".repeat(10_000)));

  private HostileRecords() {}

  /** Generates a number of records; the first and the last have 30 MB. */
  static List<byte[]> generate(int records, Random random) {
    byte[] large = bytes("{\"crime_id\":\"" + "A".repeat(30_000_000) + "\"}");
    List<byte[]> all = new ArrayList<>(List.of(large));
    while (all.size() < records - 1) {
      all.add(KINDS.get(all.size() % KINDS.size()).apply(random));
    }
    all.add(large);
    return all;
  }

  /** A call whose crime type is not valid UTF-8. */
  private static byte[] invalidUtf8(Random random) {
    byte[] call = bytes(call("1", "2018-10-19T10:00:00.000", "Passing Call"));
    call[call.length - 5] = (byte) (0x80 + random.nextInt(0x40));
    return call;
  }

  private static String call(String id, String time, String type) {
    return "{\"crime_id\":\"%s\",\"call_date_time\":\"%s\",\"disposition\":\"ADM\",\"original_crime_type_name\":\"%s\"}"
        .formatted(id, time, type);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
