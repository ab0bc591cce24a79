package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.CountsCsv.Row;
import org.sfcrime.processes.Home;

class OracleTest {
  private static final Path RADIO_CODES = Path.of(Home.find(Map.of()).radioCodes());

  @TempDir private Path folder;

  private static String call(String id, String type, String time, String disposition) {
    return """
        {"crime_id":"%s","original_crime_type_name":"%s","call_date_time":"%s","disposition":%s}"""
        .formatted(id, type, time, disposition);
  }

  @Test
  void rows_windowsTypesAndCodes() throws IOException {
    Path file = folder.resolve("calls.json");
    Files.writeString(
        file,
        String.join(
            "\n",
            call("1", "Traffic Stop", "2018-12-31T23:59:59.999", "\"ADM\""),
            call("2", "Traffic Stop", "2018-12-31T23:50:00.000", "\"ADM\""),
            call("3", "Auto Boost \\/ Strip", "2018-12-31T23:55:00.000", "\"GEN\""),
            call("4", "Traffic Stop", "2019-01-01T00:00:00.000", "null")));
    Oracle oracle = new Oracle(RADIO_CODES, file);
    assertThat(oracle.accepted()).isEqualTo(4);
    assertThat(oracle.rows())
        .containsExactly(
            new Row(
                "2018-12-31 23:50:00",
                "2019-01-01 00:00:00",
                "Traffic Stop",
                "ADM",
                "Admonished",
                2),
            new Row(
                "2018-12-31 23:50:00", "2019-01-01 00:00:00", "Auto Boost / Strip", "GEN", "", 1),
            new Row("2019-01-01 00:00:00", "2019-01-01 00:10:00", "Traffic Stop", "", "", 1));
  }

  @Test
  void rejected_whatIsNoCall() throws IOException {
    Path file = folder.resolve("calls.json");
    Files.writeString(
        file,
        "["
            + String.join(
                ",",
                call(" ", "Fire", "2018-12-31T23:00:00.000", "\"ADM\""),
                call("1", " ", "2018-12-31T23:00:00.000", "\"ADM\""),
                call("2", "Fire", "2018-02-30T23:00:00.000", "\"ADM\""),
                call("3", "Fire", "2018-12-31T24:00:00.000", "\"ADM\""),
                call("4", "Fire", "2018-12-31T23:00:00", "\"ADM\""),
                call("5", "Fire", "2099-12-31T23:00:00.000", "\"ADM\""),
                call("6", "Fire", "1999-12-31T23:59:59.999", "\"ADM\""),
                "{}")
            + "]");
    Oracle oracle = new Oracle(RADIO_CODES, file);
    assertThat(oracle.rows()).isEmpty();
    assertThat(oracle.rejected()).isEqualTo(8);
  }
}
