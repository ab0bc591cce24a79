package org.sfcrime.countrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountJsonTest {
  private final CountJson json = new CountJson(GroupFields.USUAL);

  private static CountRecord count(String time, String crimeType, String code, String description) {
    long start = WallClock.parse("2018-12-31 %s:00".formatted(time));
    return new CountRecord(start, start + 600_000, crimeType, code, description, 7);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void keyAndValue_asTheTopicsContractHasThem() {
    CountRecord count = count("23:50", "Traffic Stop", "ADM", "Admonished");
    assertThat(text(json.key(count)))
        .isEqualTo("[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Traffic Stop\",\"ADM\"]");
    assertThat(text(json.value(count)))
        .isEqualTo(
            "{\"window_start\":\"2018-12-31 23:50:00\",\"window_end\":\"2019-01-01 00:00:00\",\"crime_type\":\"Traffic Stop\",\"disposition\":\"ADM\",\"description\":\"Admonished\",\"count\":7}");
  }

  @Test
  void read_whatWasWritten() {
    for (String description : new String[] {null, "Admonished"}) {
      CountRecord count = count("23:50", "\"Größe\"\n", "ADM", description);
      assertThat(CountJson.read(json.key(count), json.value(count))).contains(count);
    }
  }

  @Test
  void otherFields_areWrittenAndReadByName() {
    CountRecord place = count("23:50", "Polk St", "", null);
    CountJson byPlace = new CountJson(GroupFields.of("address"));
    assertThat(text(byPlace.key(place)))
        .isEqualTo("[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Polk St\"]");
    assertThat(text(byPlace.key(place, 12))).endsWith(",\"Polk St\",12]");
    assertThat(text(byPlace.value(place))).endsWith("\"address\":\"Polk St\",\"count\":7}");
    assertThat(CountJson.read(byPlace.key(place), byPlace.value(place))).contains(place);
    assertThat(CountJson.fields(byPlace.value(place))).contains(GroupFields.of("address"));
    CountRecord usual = count("23:50", "Fire", "ADM", null);
    assertThat(CountJson.fields(json.value(usual))).contains(GroupFields.USUAL);
    assertThat(CountJson.fields(null)).isEmpty();
  }

  @Test
  void read_tombstoneIsACountOfZero() {
    CountRecord count = count("23:50", "Fire", "ADM", "Admonished");
    assertThat(CountJson.read(json.key(count), null))
        .contains(new CountRecord(count.windowStart(), count.windowEnd(), "Fire", "ADM", null, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not JSON|{}",
        "[1,2]|{}",
        "[\"yesterday\",\"2019-01-01 00:00:00\",\"Dw\",\"ADM\"]|{\"count\":1}",
        "[\"2019-01-01 00:00:00\",\"2019-01-01 00:00:00\",\"Dw\",\"ADM\"]|{\"count\":1}",
        "[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Dw\",\"ADM\"]|{\"count\":-4}",
        "[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Dw\",\"ADM\"]|not JSON"
      })
  void read_recordOfAnotherForm(String key, String value) {
    assertThat(
            CountJson.read(
                key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(CountJson.read(null, null)).isEmpty();
  }

  @Test
  void key_ofLateCallsEndsInTheBatch() {
    assertThat(text(json.key(count("10:00", "Fire", "OTS", null), 12)))
        .isEqualTo("[\"2018-12-31 10:00:00\",\"2018-12-31 10:10:00\",\"Fire\",\"OTS\",12]");
  }

  @Test
  void windows_areNotMixedUp() {
    json.key(count("10:00", "Fire", "HAN", null));
    assertThat(text(json.key(count("10:10", "Fire", "HAN", null)))).contains("10:10:00\",\"");
  }

  @Test
  void hostileTexts_areQuoted() throws IOException {
    String hostile = "\"\\\u0000\u001b[2J\n<script>\u202e\ud83d\ude00é";
    CountRecord count = count("10:00", hostile, "=1", null);
    var value = new ObjectMapper().readTree(json.value(count));
    assertThat(value.get("crime_type").textValue()).isEqualTo(hostile);
    assertThat(value.get("disposition").textValue()).isEqualTo("=1");
    assertThat(value.get("description").isNull()).isTrue();
    assertThat(new ObjectMapper().readTree(json.key(count)).get(2).textValue()).isEqualTo(hostile);
  }
}
