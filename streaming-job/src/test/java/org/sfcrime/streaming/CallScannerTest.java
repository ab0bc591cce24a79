package org.sfcrime.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the scanner takes, Jackson takes and reads the same: on random records, most of them nearly
 * calls. In full: {@code mvn -pl streaming-job verify -Dtest=CallScannerTest
 * -Dsfcrime.records=10000000}.
 */
class CallScannerTest {
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
  private static final String[] SPACES = {"", "", "", "", " ", "\n", "\r\t", "\u00a0", "\f", "//"};
  private static final String[] INSERTED = {
    "\"", "{", "}", ",", ":", "\\", "\0", "\u0019", " ", "é", "\ufeff", "[", "x", "\"a\":\"b\",",
  };

  private final long seed = Long.getLong("sfcrime.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final CallScanner scanner = new CallScanner();
  private final CallParser jackson = new CallParser();
  private final Utf8[] fields = new Utf8[CallFields.READ];

  CallScannerTest() {
    Arrays.setAll(fields, field -> new Utf8());
  }

  @Test
  void scan_agreesWithJacksonOnEveryRecordThatItTakes() {
    int taken = 0;
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = damaged(record());
      for (Utf8 field : fields) {
        field.set(null);
      }
      if (scanner.scan(record, fields)) {
        taken++;
        RejectionReason reason = jackson.parseWithJackson(record);
        String shown = new String(record, StandardCharsets.UTF_8);
        if (reason != null || !sameFields()) {
          assertThat(reason).as("seed %d, record %d: %s", seed, i, shown).isNull();
          assertThat(fields).as("seed %d, record %d: %s", seed, i, shown).isEmpty();
        }
      }
    }
    assertThat(taken).as("seed %d", seed).isBetween(RECORDS / 20, RECORDS);
  }

  @Test
  void scan_takesACallAsItIsPublished() {
    byte[] record =
        Calls.json("2018-12-31T10:00:00.000", "Traffic Stop", "HAN")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(scanner.scan(record, fields)).isTrue();
    assertThat(fields[CallFields.CRIME_TYPE].toString()).isEqualTo("Traffic Stop");
  }

  private boolean sameFields() {
    return fields[CallFields.CRIME_ID].equals(jackson.crimeId())
        && fields[CallFields.CRIME_TYPE].equals(jackson.crimeType())
        && fields[CallFields.CALL_DATE_TIME].equals(jackson.callDateTime())
        && fields[CallFields.DISPOSITION].equals(jackson.disposition());
  }

  private String record() {
    StringBuilder text = new StringBuilder(space()).append('{').append(space());
    boolean isPlain = random.nextInt(3) > 0;
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      String name = isPlain ? CallFields.NAMES.get((i * 5 + 2) % 14) : any(NAMES);
      String value = isPlain ? any(PLAIN) : any(VALUES);
      text.append(i == 0 ? "" : ",").append(space()).append('"').append(name).append('"');
      text.append(space()).append(':').append(space()).append(value).append(space());
    }
    return text.append('}').append(space()).toString();
  }

  /** Every other record loses, gains or changes something. */
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
