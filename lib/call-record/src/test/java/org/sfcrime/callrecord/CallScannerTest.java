package org.sfcrime.callrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ScannerAgainstJacksonTest} shows that Jackson reads the same. */
class CallScannerTest {
  private static final String CALL =
      "{\"crime_id\":\"1\",\"original_crime_type_name\":\"J\\/o\",\"address\":\" a b \",\"disposition\":\"ADM\"}";

  private final CallFields fields = new CallFields();
  private final CallScanner scanner = new CallScanner(fields);

  @Test
  void scan_inTheMiddleOfAText_readsOneObjectAndNoMore() {
    byte[] text = bytes("[" + CALL + "," + CALL + "]");
    int end = scanner.scan(text, 1, text.length);
    assertThat(end).isEqualTo(1 + CALL.length());
    assertThat(fields.crimeId()).hasToString("1");
    assertThat(fields.crimeType()).hasToString("J/o");
    assertThat(fields.disposition()).hasToString("ADM");
    assertThat(fields.callDateTime()).hasToString("");
    assertThat(scanner.isCompact()).isTrue();
    assertThat(compact()).isEqualTo(bytes(CALL));
  }

  @Test
  void scan_textThatEndsAnywhereInside_isNotPlain() {
    byte[] text = bytes(CALL);
    for (int to = 0; to < text.length; to++) {
      assertThat(scanner.scan(text, 0, to)).as("%d bytes", to).isEqualTo(CallScanner.NOT_PLAIN);
    }
  }

  @Test
  void scan_fieldsOfTheCallBefore_areForgotten() {
    scan(CALL);
    scan("{\"crime_id\":\"2\"}");
    assertThat(fields.disposition().length()).isZero();
  }

  @Test
  void compact_dropsWhiteSpaceBetweenTokensOnly() {
    String spaced =
        CALL.replace("\":\"", "\" \n:\t\"").replace("\",\"", "\"\r\n , \"").replace("{", "{ ");
    assertThat(scan(spaced.replace("}", " }"))).isPositive();
    assertThat(scanner.isCompact()).isFalse();
    assertThat(compact()).isEqualTo(bytes(CALL));
  }

  @Test
  void scan_allFourteenFieldsWithAllTheSpaceThereCanBe() {
    StringBuilder text = new StringBuilder("{ ");
    for (CallField field : CallField.values()) {
      text.append('"').append(field.fieldName()).append("\" : \"x\" , ");
    }
    assertThat(scan(text + "\"crime_id\" : \"twice\" }")).isEqualTo(CallScanner.NOT_PLAIN);
    String call = text.substring(0, text.length() - 2) + "}";
    assertThat(scan(call)).isEqualTo(call.length());
    assertThat(compact()).isEqualTo(bytes(call.replace(" ", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " {\"crime_id\":\"1\"}",
        "{}",
        "[]",
        "{\"crime_id\":1}",
        "{\"crime_id\":null}",
        "{\"crime_id\":\"1\",}",
        "{\"crime_id\":\"1\",\"crime_id\":\"1\"}",
        "{\"other\":\"1\"}",
        "{\"crime_id\":\"\\u0031\"}",
        "{\"crime_id\":\"é\"}",
        "{\"crime_id\":\"\t\"}",
        "{\"crime\\/id\":\"1\"}",
      })
  void scan_whatIsNotPlain(String text) {
    assertThat(scan(text)).isEqualTo(CallScanner.NOT_PLAIN);
  }

  private byte[] compact() {
    byte[] target = new byte[1024];
    return Arrays.copyOf(target, scanner.compact(target));
  }

  private int scan(String text) {
    byte[] bytes = bytes(text);
    return scanner.scan(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
