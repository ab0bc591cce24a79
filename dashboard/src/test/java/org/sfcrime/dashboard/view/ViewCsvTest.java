package org.sfcrime.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.countrecord.WallClock;

class ViewCsvTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)"
      })
  void formula_isText(String cell) {
    assertThat(ViewCsv.withoutFormula(cell)).isEqualTo("'" + cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Traffic Stop", "a=b", "22500e"})
  void other_isUnchanged(String cell) {
    assertThat(ViewCsv.withoutFormula(cell)).isEqualTo(cell);
  }

  @Test
  void write_headerAndQuotes() throws IOException {
    long start = WallClock.parse("2018-12-31 23:50:00");
    StringWriter text = new StringWriter();
    CountRecord row = new CountRecord(start, start + 600_000, "a \"b\", c", "=HAN", "", 3);
    ViewCsv.write(new CountsCsv.Counts(GroupFields.USUAL, List.of(row)), text);
    assertThat(text)
        .hasToString(
            """
            window_start,window_end,crime_type,disposition,description,count
            2018-12-31 23:50:00,2019-01-01 00:00:00,"a ""b"", c",'=HAN,,3
            """);
  }
}
