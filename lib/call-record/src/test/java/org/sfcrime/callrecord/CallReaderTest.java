package org.sfcrime.callrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maven runs these tests twice: with Spark's Jackson and with the one of the other programs. */
class CallReaderTest {
  private static final String GOOD =
      "{'crime_id':'183650001','original_crime_type_name':'Traffic Stop','report_date':'2018-12-31T00:00:00.000',"
          + "'call_date_time':'2018-12-31T23:57:00.000','disposition':'ADM','address':'Alder St\\/buttercup Row'}";

  private final CallReader reader = new CallReader();
  private static final long NOW = CallDateTime.parse("2019-06-01T00:00:00.000");

  private RejectionReason read(String singleQuoted) {
    return reader.read(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8), NOW);
  }

  @Test
  void read_acceptedCall() {
    assertThat(read(GOOD)).isNull();
    assertThat(reader.eventTimeMillis()).isEqualTo(CallDateTime.parse("2018-12-31T23:57:00.000"));
    assertThat(reader.fields().crimeType().toString()).isEqualTo("Traffic Stop");
    assertThat(reader.fields().disposition().toString()).isEqualTo("ADM");
  }

  @Test
  void read_escapesAreResolved() {
    assertThat(read(GOOD.replace("Traffic Stop", "Caf\\u00e9 \\/ \\\"x\\\""))).isNull();
    assertThat(reader.fields().crimeType().toString()).isEqualTo("Café / \"x\"");
  }

  @Test
  void read_otherFieldsMayHaveAnyTypeAndNewFieldsMayCome() {
    assertThat(
            read(
                GOOD.replace(
                    "'address':'Alder", "'priority':[1,{'a':null}],'city':7,'address':'Alder")))
        .isNull();
  }

  @Test
  void read_furtherFieldsByName() {
    CallReader further =
        new CallReader(new CallFields("address", "police_district", "priority", "disposition"));
    CallFields fields = further.fields();
    String place = ",'police_district':'MISSION','priority':%s}";
    String call = GOOD.replaceFirst("}$", place).replace('\'', '"');
    for (String priority : List.of("7", "true", "\"7\"", "null", "[7]", "{\"a\":7}")) {
      byte[] record = call.formatted(priority).getBytes(StandardCharsets.UTF_8);
      assertThat(further.read(record, NOW)).as(priority).isNull();
      assertThat(fields.get("address")).hasToString("Alder St/buttercup Row");
      assertThat(fields.get("police_district")).hasToString("MISSION");
      assertThat(fields.get("priority").toString())
          .isEqualTo(priority.matches("null|\\[.*|\\{.*") ? "" : priority.replace("\"", ""));
      assertThat(fields.get("disposition")).isSameAs(fields.disposition());
    }
    assertThat(further.read(GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_8), NOW))
        .isNull();
    assertThat(fields.get("police_district").toString()).isEmpty();
    assertThat(fields.get("never_heard_of")).isNull();
  }

  @Test
  void read_fieldsOfTheCallBeforeAreForgotten() {
    read(GOOD);
    assertThat(read(GOOD.replace(",'disposition':'ADM'", ""))).isNull();
    assertThat(reader.fields().disposition().toString()).isEmpty();
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
        "call_date_time_with_zone|{'crime_id':'1','call_date_time':'2018-12-31T23:57:00Z'}",
        "call_date_time_without_time|{'crime_id':'1','call_date_time':'2018-12-31'}",
        "call_date_time_is_a_number|{'crime_id':'1','call_date_time':'1546300620'}",
        "call_date_time_out_of_bounds|{'crime_id':'1','call_date_time':'1999-12-31T23:59:59.999'}",
        "call_date_time_out_of_bounds|{'crime_id':'1','call_date_time':'2099-01-01T00:00:00.000'}",
        "missing_crime_type|{'crime_id':'1','call_date_time':'2018-12-31T23:57:00.000'}",
        "missing_crime_type|{'crime_id':'1','call_date_time':'2018-12-31T23:57:00.000','original_crime_type_name':'  '}",
      })
  void read_rejected(String reason, String record) {
    assertThat(read(record == null ? "" : record).code()).isEqualTo(reason);
  }

  @Test
  void read_tombstone() {
    assertThat(reader.read(null, NOW)).isEqualTo(RejectionReason.NULL_VALUE);
  }

  @Test
  void read_bytesThatAreNotUtf8_alsoInAFieldThatIsNotRead() {
    byte[] bytes = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 4] = (byte) 0xff;
    assertThat(reader.read(bytes, NOW)).isEqualTo(RejectionReason.INVALID_UTF8);
  }

  @Test
  void read_utf16IsNotGuessed() {
    byte[] bytes = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_16LE);
    assertThat(reader.read(bytes, NOW)).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void read_deepNestingEndsInARejection() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(read("{'crime_id':'1','address':" + deep + "}")).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void read_longStringsAreNoReason() {
    assertThat(read(GOOD.replace("Alder", "x".repeat(25_000_000)))).isNull();
  }

  @Test
  void read_rawControlCharacter() {
    assertThat(read(GOOD.replace("Alder", "a\u0000b"))).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void read_aDayAheadIsAcceptedAndNoMore() {
    long now = Instant.parse("2018-12-31T07:57:00Z").toEpochMilli();
    byte[] bytes = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(bytes, now)).isNull();
    assertThat(reader.read(bytes, now - 1)).isEqualTo(RejectionReason.CALL_DATE_TIME_OUT_OF_BOUNDS);
  }

  @Test
  void read_byteOrderMark() {
    assertThat(read("\uFEFF" + GOOD)).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void read_emptyRecord() {
    assertThat(reader.read(new byte[0], NOW)).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void read_nestingUpToAThousandLevels() {
    String accepted = "[".repeat(999) + "]".repeat(999);
    assertThat(read(GOOD.replace("'Alder", accepted + ",'city':'Alder"))).isNull();
    assertThat(read(GOOD.replace("'Alder", "[" + accepted + "],'city':'Alder")))
        .isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void read_loneSurrogateInTheId_becomesAQuestionMark() {
    assertThat(read(GOOD.replace("183650001", "\\ud800"))).isNull();
    assertThat(reader.fields().crimeId()).hasToString("?");
  }

  @Test
  void read_longNumbersAndNamesAreNoReason() {
    String digits = "9".repeat(100_000);
    for (String number : List.of(digits, "-" + digits, "1." + digits, "1e" + digits)) {
      assertThat(read(GOOD.replace("'Alder", number + ",'city':'Alder"))).isNull();
    }
    assertThat(read(GOOD.replace("'address'", "'" + digits + "'"))).isNull();
    assertThat(read("1e" + digits)).isEqualTo(RejectionReason.NOT_AN_OBJECT);
  }

  /** Jackson's hash of a name is the sum of its characters, each times a power of 33. */
  @Test
  void read_manyNamesWithTheSameHash_areJson() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 1 << 12; i++) {
      names.append(",'");
      for (int bit = 0; bit < 12; bit++) {
        names.append((i >> bit & 1) == 0 ? "Aa" : "B@");
      }
      names.append("':1");
    }
    assertThat(read(GOOD.replace("}", names + "}"))).isNull();
  }

  @Test
  void value_hasNoWhiteSpaceBetweenTokens() {
    String spaced = GOOD.replace("','", "' ,\n\t'").replace("':'", "' : '");
    assertThat(read(spaced)).isNull();
    assertThat(reader.value()).hasToString(GOOD.replace('\'', '"'));
    assertThat(read(spaced.replace("'ADM'", "'\\u0041 DM', 'x': [1, 'a b'] "))).isNull();
    assertThat(reader.value())
        .hasToString(GOOD.replace("'ADM'", "'\\u0041 DM','x':[1,'a b']").replace('\'', '"'));
  }

  @Test
  void value_afterALargeRecord_keepsNoLargeArray() {
    read(GOOD.replace("':'", "':" + " ".repeat(100_000) + "'"));
    assertThat(reader.value()).hasToString(GOOD.replace('\'', '"'));
    read(GOOD.replace("':'", "': '"));
    assertThat(reader.value()).hasToString(GOOD.replace('\'', '"'));
    assertThat(reader.value().bytes()).hasSizeLessThan(100_000);
  }
}
