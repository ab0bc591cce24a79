package org.sfcrime.callrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Checks that Jackson accepts every record that the scanner accepts, and reads the same fields, on
 * random records that are nearly calls. In full: {@code mvn -pl lib/call-record test
 * -Dtest=ScannerAgainstJacksonTest -Dsfcrime.records=10000000}.
 */
class ScannerAgainstJacksonTest {
  private static final int RECORDS = Integer.getInteger("sfcrime.records", 100_000);
  private static final String[] VALUES = {
    "\"183650001\"",
    "\"Traffic Stop\"",
    "\"2018-12-31T23:57:00.000\"",
    "\"ADM\"",
    "\"\"",
    "\" \"",
    "null",
    "true",
    "17",
    "-0.5e3",
    "{}",
    "[]",
    "{\"a\":[1,null]}",
    "\"\\u00e9\"",
    "\"é\"",
    "\"\\\"\"",
    "\"\\ud800\"",
    "\"\u007f\"",
    "\"a\tb\"",
    "'x'",
    "tru",
    "\"1\"\"",
    "01",
    "NaN",
    "\"\\/\\b\\f\\n\\r\\t\\\\\"",
    "\"\\x\"",
    "\"\\\"",
    "\"a\\/b\"",
  };
  private static final String[] PLAIN = {
    "\"183650001\"",
    "\"Traffic Stop\"",
    "\"2018-12-31T23:57:00.000\"",
    "\"J\\/o\"",
    "\"\"",
    "\" \"",
    "\"\\t\\\\\\\"\"",
    "\"\\b\\f\\n\\r\"",
  };
  private static final String[] NAMES = {
    "crime_id",
    "original_crime_type_name",
    "call_date_time",
    "disposition",
    "city",
    "cit\\u0079",
    "address",
    "priority",
    "",
    "Crime_id",
    "c\\/ity",
  };
  private static final String[] CALL_NAMES =
      Arrays.stream(CallField.values()).map(CallField::fieldName).toArray(String[]::new);
  private static final String[] SPACES = {"", "", "", "", " ", "\n", "\r\t", "\u00a0", "\f", "//"};
  private static final String[] INSERTED = {
    "\"", "{", "}", ",", ":", "\\", "\0", "\u0019", " ", "é", "\ufeff", "[", "x", "\"a\":\"b\",",
  };

  private final long seed = Long.getLong("sfcrime.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final CallReader scanning = new CallReader();
  private final CallReader jackson = new CallReader();

  @Test
  void scan_agreesWithJacksonOnEveryRecordThatItTakes() {
    int taken = 0;
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = damaged(record());
      if (isPlain(record)) {
        taken++;
        RejectionReason reason = jackson.parseWithJackson(record, 0, record.length);
        String shown = new String(record, StandardCharsets.UTF_8);
        if (reason != null || !read(scanning).equals(read(jackson))) {
          assertThat(reason).as("seed %d, record %d: %s", seed, i, shown).isNull();
          assertThat(read(scanning))
              .as("seed %d, record %d: %s", seed, i, shown)
              .isEqualTo(read(jackson));
        }
      }
    }
    assertThat(taken).as("seed %d", seed).isBetween(RECORDS / 20, RECORDS);
  }

  private boolean isPlain(byte[] record) {
    return scanning.scan(record, 0, record.length) == record.length;
  }

  private static List<Utf8> read(CallReader reader) {
    return Arrays.stream(CallField.values())
        .filter(CallField::isRead)
        .map(reader.fields()::get)
        .toList();
  }

  private String record() {
    StringBuilder text = new StringBuilder(space()).append('{').append(space());
    boolean isPlain = random.nextInt(3) > 0;
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      String name = isPlain ? any(CALL_NAMES) : any(NAMES);
      String value = isPlain ? any(PLAIN) : any(VALUES);
      text.append(i == 0 ? "" : ",").append(space()).append('"').append(name).append('"');
      text.append(space()).append(':').append(space()).append(value).append(space());
    }
    return text.append('}').append(space()).toString();
  }

  /** Cuts off, inserts, appends or changes bytes in about half of the records. */
  private byte[] damaged(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 ->
          (text.substring(0, text.length() / 2) + any(INSERTED) + text.substring(text.length() / 2))
              .getBytes(StandardCharsets.UTF_8);
      case 2 -> (text + any(INSERTED)).getBytes(StandardCharsets.UTF_8);
      case 3 -> {
        bytes[at % bytes.length] = (byte) random.nextInt(256);
        yield bytes;
      }
      default -> bytes;
    };
  }

  private String space() {
    return random.nextInt(4) > 0 ? "" : any(SPACES);
  }

  private String any(String[] texts) {
    return texts[random.nextInt(texts.length)];
  }
}
