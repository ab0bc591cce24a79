package org.sfcrime.callfile.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfcrime.callfile.CallTexts;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;

class JsonToCallTest {
  private final JsonToCall toCall =
      new JsonToCall(new CallReader(), List.of(), InstantSource.system());

  @Test
  void check_acceptedCall_givesKeyTimeAndValue() {
    String call = CallTexts.call("1\\u0032é");
    assertThat(check(call)).isNull();
    assertThat(toCall.key().toString()).isEqualTo("12é");
    assertThat(toCall.value().toString()).isEqualTo(call);
    assertThat(toCall.eventTimeMillis()).isEqualTo(CallDateTime.parse("2018-12-31T10:00:00.000"));
  }

  /** Jackson, not the scanner, reads a call that contains a Unicode escape. */
  @Test
  void check_plainOrNot_givesTheSame() {
    String plain = CallTexts.call("123").replace("\",\"", "\" ,\n\t\"").replace("\":\"", "\" : \"");
    assertThat(check(plain)).isNull();
    String key = toCall.key().toString();
    String value = toCall.value().toString();
    long time = toCall.eventTimeMillis();
    assertThat(check(plain.replace("\"ADM\"", "\"A\\u0044M\""))).isNull();
    assertThat(toCall.key().toString()).isEqualTo(key).isEqualTo("123");
    assertThat(toCall.value().toString().replace("\\u0044", "D")).isEqualTo(value);
    assertThat(value).isEqualTo(CallTexts.call("123"));
    assertThat(toCall.eventTimeMillis()).isEqualTo(time);
  }

  @Test
  void check_nesting_upToAThousandLevels() {
    String call = CallTexts.call("1");
    assertThat(check(call.replace("\"\"}", "[".repeat(999) + "]".repeat(999) + "}"))).isNull();
    assertThat(check(call.replace("\"\"}", "[".repeat(1000) + "]".repeat(1000) + "}")))
        .isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void check_nullDispositionAndExtraFields_areAccepted() {
    assertThat(check(CallTexts.call("1", "\"ADM\"", "null,\"new\":{\"crime_id\":1}"))).isNull();
  }

  @Test
  void check_trailingText() {
    assertThat(check(CallTexts.call("1") + " {}")).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void check_utf16_isNotTakenForJson() {
    byte[] bytes = CallTexts.call("1").getBytes(StandardCharsets.UTF_16LE);
    assertThat(check(bytes)).isEqualTo(RejectionReason.NOT_JSON);
  }

  @Test
  void check_encodedSurrogatesAndOverlongForms_areInvalidUtf8() {
    byte[] surrogate = CallTexts.call("1", "Alder", "???").getBytes(StandardCharsets.ISO_8859_1);
    int at = new String(surrogate, StandardCharsets.ISO_8859_1).indexOf("???");
    surrogate[at] = (byte) 0xed;
    surrogate[at + 1] = (byte) 0xa0;
    surrogate[at + 2] = (byte) 0x80;
    assertThat(check(surrogate)).isEqualTo(RejectionReason.INVALID_UTF8);
  }

  @Test
  void check_longNumbersAndNames_areJson() {
    String digits = "1".repeat(5000);
    String name = "n".repeat(60_000);
    assertThat(check(CallTexts.call("1", "\"ADM\"", "\"ADM\",\"" + name + "\":" + digits)))
        .isNull();
  }

  private RejectionReason check(String text) {
    return check(CallTexts.bytes(text));
  }

  private RejectionReason check(byte[] bytes) {
    return toCall.check(
        new RawRecord(bytes, 0, bytes.length, new RawRecord.Position(0, 0), bytes.length, null));
  }
}
