package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.query.JobScript;

class CountJsonTest {
  private final CountJson json = new CountJson(JobScript.TUMBLING);

  private static Count count(String time, String crimeType, String code, String description) {
    return new Count(
        CallDateTime.parse("2018-12-31T%s:00.000".formatted(time)),
        new Group(crimeType, code),
        description,
        7);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void keyAndValue_asTheTopicsContractHasThem() {
    Count count = count("23:50", "Traffic Stop", "ADM", "Admonished");
    assertThat(text(json.key(count)))
        .isEqualTo("[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Traffic Stop\",\"ADM\"]");
    assertThat(text(json.value(count)))
        .isEqualTo(
            "{\"window_start\":\"2018-12-31 23:50:00\",\"window_end\":\"2019-01-01 00:00:00\",\"crime_type\":\"Traffic Stop\",\"disposition\":\"ADM\",\"description\":\"Admonished\",\"count\":7}");
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
    Count count = count("10:00", hostile, "=1", null);
    var value = new ObjectMapper().readTree(json.value(count));
    assertThat(value.get("crime_type").textValue()).isEqualTo(hostile);
    assertThat(value.get("disposition").textValue()).isEqualTo("=1");
    assertThat(value.get("description").isNull()).isTrue();
    assertThat(new ObjectMapper().readTree(json.key(count)).get(2).textValue()).isEqualTo(hostile);
  }
}
