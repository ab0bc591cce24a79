package org.sfcrime.countrecord;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupFieldsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count|count is a column that every count has",
        "address,window_start|window_start is a column that every count has",
        "task|task is a column that the job uses in PostgreSQL",
        "police-district|police-district is not a name of letters, digits and _",
        "a\"b|is not a name of letters, digits and _",
        "address,|is not a name of letters, digits and _",
        "address,address|address appears twice",
        "a,b,c|one or two fields, not 3"
      })
  void fields_thatTheCountsCannotHave(String names, String message) {
    assertThatThrownBy(() -> new GroupFields(List.of(names.split(",", -1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
