package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.consumer.Calls;

class CallRuleTest {
  private final CallFields fields = new CallFields();

  private String reason(String text) {
    return reason(Calls.bytes(text));
  }

  private String reason(byte[] bytes) {
    String broken = new JsonCallParser(fields).parse(bytes, 0, bytes.length);
    return broken == null ? new CallRule(Calls.CLOCK).rejects(fields) : broken;
  }

  @Test
  void rejects_acceptedCall() {
    assertThat(reason(Calls.json("1"))).isNull();
    assertThat(reason(" \n" + Calls.json("1") + "\n ")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json | not_json",
        "{} trailing | not_json",
        "{\"crime_id\":\"1\" | not_json",
        "` ` | not_json",
        "[] | not_an_object",
        "null | not_an_object",
        "\"text\" | not_an_object",
        "12 | not_an_object",
        "{\"crime_id\":\"1\",\"crime_id\":2} | duplicate_field",
        "{\"crime_id\":null,\"crime\\u005fid\":null} | duplicate_field",
        "{\"city\":\"a\",\"city\":\"b\"} | duplicate_field",
        "{\"other\":1,\"other\":2} | missing_crime_id",
        "{\"crime_id\":1} | wrong_type",
        "{\"disposition\":[]} | wrong_type",
        "{\"call_date_time\":false} | wrong_type",
        "{\"original_crime_type_name\":{}} | wrong_type",
        "{} | missing_crime_id",
        "{\"crime_id\":null} | missing_crime_id",
        "{\"crime_id\":\" \\t\\u2003\"} | missing_crime_id",
        "{\"crime_id\":\"1\"} | missing_call_date_time",
        "{\"crime_id\":\"1\",\"call_date_time\":\"2018-12-31T23:57:00.000\"} | missing_crime_type",
      })
  void rejects_firstReason(String text, String expected) {
    assertThat(reason(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2018-02-28T00:00:00.000,",
    "2016-02-29T23:59:59.999,",
    "2000-01-01T00:00:00.000,",
    "2019-01-02T00:00:00.000,",
    "2018-02-29T00:00:00.000,bad_call_date_time",
    "2018-04-31T00:00:00.000,bad_call_date_time",
    "2018-13-01T00:00:00.000,bad_call_date_time",
    "2018-00-01T00:00:00.000,bad_call_date_time",
    "2018-01-00T00:00:00.000,bad_call_date_time",
    "2018-01-01T24:00:00.000,bad_call_date_time",
    "2018-01-01T00:60:00.000,bad_call_date_time",
    "2018-01-01T00:00:60.000,bad_call_date_time",
    "2018-01-01 00:00:00.000,bad_call_date_time",
    "2018-01-01T00:00:00,bad_call_date_time",
    "2018-01-01T00:00:00.0000,bad_call_date_time",
    "2018-01-01T00:00:00.00x,bad_call_date_time",
    "1999-12-31T23:59:59.999,call_date_time_out_of_bounds",
    "2019-01-02T00:00:00.001,call_date_time_out_of_bounds",
    "2099-01-01T00:00:00.000,call_date_time_out_of_bounds",
  })
  void rejects_callDateTime(String time, String expected) {
    assertThat(reason(Calls.json("1").replace("2018-12-31T23:57:00.000", time)))
        .isEqualTo(expected);
  }

  @Test
  void rejects_invalidUtf8() {
    byte[] latin = Calls.json("1", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(reason(latin)).isEqualTo("invalid_utf8");
    assertThat(reason(Calls.json("1", "\u00e9"))).isNull();
  }

  @Test
  void rejects_optionalFields() {
    assertThat(reason(Calls.json("1").replace("\"ADM\"", "null"))).isNull();
    assertThat(reason(Calls.json("1").replace("\"CA\"", "{\"a\":[1]}"))).isNull();
    assertThat(reason(Calls.json("1").replace("{\"crime", "{\"more\":1,\"crime"))).isNull();
  }
}
