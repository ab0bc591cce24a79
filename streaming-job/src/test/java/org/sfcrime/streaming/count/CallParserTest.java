package org.sfcrime.streaming.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.streaming.Calls;
import org.sfcrime.streaming.WallClock;

class CallParserTest {
  private static final String GOOD =
      "{'crime_id':'183650001','original_crime_type_name':'Traffic Stop','report_date':'2018-12-31T00:00:00.000',"
          + "'call_date_time':'2018-12-31T23:57:00.000','disposition':'ADM','address':'Alder St\\/buttercup Row'}";

  private final CallParser parser = new CallParser();

  private RejectionReason parse(String singleQuoted) {
    return parser.parse(
        singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Calls.NOW);
  }

  @Test
  void parse_acceptedCall() {
    assertThat(parse(GOOD)).isNull();
    assertThat(WallClock.format(parser.eventTimeMillis())).isEqualTo("2018-12-31 23:57:00");
    assertThat(parser.crimeType().toString()).isEqualTo("Traffic Stop");
    assertThat(parser.disposition().toString()).isEqualTo("ADM");
  }

  @Test
  void parse_escapesAreResolved() {
    assertThat(parse(GOOD.replace("Traffic Stop", "Caf\\u00e9 \\/ \\\"x\\\""))).isNull();
    assertThat(parser.crimeType().toString()).isEqualTo("Café / \"x\"");
  }

  @Test
  void parse_otherFieldsMayHaveAnyTypeAndNewFieldsMayCome() {
    assertThat(
            parse(
                GOOD.replace(
                    "'address':'Alder", "'priority':[1,{'a':null}],'city':7,'address':'Alder")))
        .isNull();
  }

  @Test
  void parse_fieldsOfTheCallBeforeAreForgotten() {
    parse(GOOD);
    assertThat(parse(GOOD.replace(",'disposition':'ADM'", ""))).isNull();
    assertThat(parser.disposition().toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not_json|",
        "not_json|   ",
        "not_json|hello",
        "not_json|{'crime_id':'1'",
        "not_json|{'crime_id':'1'} x",
        "not_json|{} {}",
        "not_json|{'crime_id':}",
        "not_json|{'a':tru}",
        "not_an_object|'text'",
        "not_an_object|17",
        "not_an_object|null",
        "not_an_object|[{'crime_id':'1'}]",
        "duplicate_field|{'crime_id':'1','crime_id':'1'}",
        "duplicate_field|{'city':'a','c\\u0069ty':'b'}",
        "wrong_type|{'crime_id':183650001}",
        "wrong_type|{'crime_id':'1','disposition':{'code':'ADM'}}",
        "missing_crime_id|{}",
        "missing_crime_id|{'crime_id':null}",
        "missing_crime_id|{'crime_id':' \\t'}",
        "missing_call_date_time|{'crime_id':'1'}",
        "missing_call_date_time|{'crime_id':'1','call_date_time':''}",
        "bad_call_date_time|{'crime_id':'1','call_date_time':'yesterday'}",
        "bad_call_date_time|{'crime_id':'1','call_date_time':'2018-02-30T00:00:00.000'}",
        "bad_call_date_time|{'crime_id':'1','call_date_time':'2018-12-31T24:00:00.000'}",
        "bad_call_date_time|{'crime_id':'1','call_date_time':'2018-12-31T23:57:00'}",
        "call_date_time_out_of_bounds|{'crime_id':'1','call_date_time':'1999-12-31T23:59:59.999'}",
        "call_date_time_out_of_bounds|{'crime_id':'1','call_date_time':'2099-01-01T00:00:00.000'}",
        "missing_crime_type|{'crime_id':'1','call_date_time':'2018-12-31T23:57:00.000'}",
        "missing_crime_type|{'crime_id':'1','call_date_time':'2018-12-31T23:57:00.000','original_crime_type_name':'  '}",
      })
  void parse_rejected(String reason, String record) {
    assertThat(parse(record == null ? "" : record).code()).isEqualTo(reason);
  }

  @Test
  void parse_tombstone() {
    assertThat(parser.parse(null, Calls.NOW)).isEqualTo(RejectionReason.NULL_VALUE);
  }

  @Test
  void parse_bytesThatAreNotUtf8_alsoInAFieldThatIsNotRead() {
    byte[] bytes = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 4] = (byte) 0xff;
    assertThat(parser.parse(bytes, Calls.NOW)).isEqualTo(RejectionReason.INVALID_UTF8);
  }

  @Test
  void parse_utf16IsNotGuessed() {
    byte[] bytes = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_16LE);
    assertThat(parser.parse(bytes, Calls.NOW)).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void parse_deepNestingEndsInARejection() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(parse("{'crime_id':'1','address':" + deep + "}"))
        .isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void parse_longStringsAreNoReason() {
    assertThat(parse(GOOD.replace("Alder", "x".repeat(25_000_000)))).isNull();
  }

  @Test
  void parse_rawControlCharacter() {
    assertThat(parse(GOOD.replace("Alder", "a\u0000b"))).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void parse_aDayAheadIsAcceptedAndNoMore() {
    long now = CallDateTime.parse("2018-12-30T23:57:00.000");
    byte[] bytes = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(parser.parse(bytes, now)).isNull();
    assertThat(parser.parse(bytes, now - 1))
        .isEqualTo(RejectionReason.CALL_DATE_TIME_OUT_OF_BOUNDS);
  }
}
