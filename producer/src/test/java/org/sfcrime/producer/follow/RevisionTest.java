package org.sfcrime.producer.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callrecord.CallDateTime;

class RevisionTest {
  private static final String CALL =
      "{'crime_id':'1','call_date_time':'2026-11-20T10:00:00.000','disposition':'HAN','point':{'a':1,'b':[1.50]}";

  /** Only the load differs, or the order of the fields. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        CALL + ",'data_as_of':'x','data_loaded_at':'y'}",
        CALL + ",'data_updated_at':'x','source_filename':'y'}",
        CALL + ",':@computed_region_jwn9_ihcz':'34',':id':'row-1',':updated_at':'x'}",
        "{'point':{'b':[1.5],'a':1},'disposition':'HAN','call_date_time':'2026-11-20T10:00:00.000','crime_id':'1'}",
      })
  void of_sameContent_isEqual(String other) {
    assertThat(revision(other)).isEqualTo(revision(CALL + "}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CALL + ",'close_datetime':'2026-11-20T11:00:00.000'}",
        CALL + ",'call_last_updated_at':'x'}",
        "{'crime_id':'1','call_date_time':'2026-11-20T10:00:00.000','disposition':'ADM','point':{'a':1,'b':[1.5]}}",
        "{'crime_id':'1','call_date_time':'2026-11-20T10:00:00.000','disposition':'HAN','point':{'a':1,'b':[1.6]}}",
      })
  void of_otherContent_differs(String other) {
    assertThat(revision(other)).isNotEqualTo(revision(CALL + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "17", "{", "\u0000"})
  void of_notAnObject(String value) {
    assertThat(revision(value)).isEqualTo(revision(value)).isNotEqualTo(revision("18"));
  }

  @Test
  void eventTime() {
    assertThat(revision(CALL + "}").eventTimeMillis())
        .isEqualTo(CallDateTime.parse("2026-11-20T10:00:00.000"));
    assertThat(revision("{}").eventTimeMillis()).isEqualTo(CallDateTime.INVALID);
  }

  private static Revision revision(String json) {
    return Revision.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
