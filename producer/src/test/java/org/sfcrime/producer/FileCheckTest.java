package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckTest {
  private static final String HEADER = "Crime Id,Original Crime Type Name,Call Date Time\n";

  @TempDir Path directory;

  private record Checked(int exitCode, String out, String err) {}

  @Test
  void check_mixedFile_countsEverything() throws IOException {
    Checked checked =
        check(
            HEADER
                + "1,Fire,12/31/2018 11:57:00 PM\n"
                + "2,Fire,12/30/2018 01:02:03 AM\n"
                + "1,Fire,2018-12-31T10:00Z\n"
                + "2,Fire,12/30/2018 01:02:03 AM\n"
                + "3,,2018-12-31 10:00\n"
                + "4,Fire,2018-12-31 10:00Z\n");
    assertThat(checked.exitCode).isZero();
    assertThat(checked.out.lines().map(line -> line.replaceAll(" {2,}", "=")))
        .containsExactly(
            "form=CSV",
            "layout=calls-2016-titles",
            "records=6",
            "calls=3",
            "first call=2018-12-30T01:02:03.000",
            "last call=2018-12-31T23:57:00.000",
            "repeated ids=1",
            "rejected=3",
            "=call_date_time_with_zone=2",
            "=missing_crime_type=1",
            "Rejected (call_date_time_with_zone): record 3, line 4, byte 109, 24 bytes:"
                + " 1,Fire,2018-12-31T10:00Z",
            "Rejected (missing_crime_type): record 5, line 6, byte 164, 19 bytes:"
                + " 3,,2018-12-31 10:00",
            "The CSV file has no column for report_date, call_date, offense_date, call_time,"
                + " disposition, address, city, state, agency_id, address_type, common_location:"
                + " each call has an empty string there.");
  }

  @Test
  void check_noAcceptedCall_failsWithAnExampleOfAnAcceptedForm() throws IOException {
    Checked checked = check(HEADER + "1,Fire,1546300620\n");
    assertThat(checked.exitCode).isEqualTo(1);
    assertThat(checked.out).contains("call_date_time_is_a_number");
    assertThat(checked.err)
        .contains("The first record is rejected (call_date_time_is_a_number)")
        .contains("12/31/2018 11:57:00 PM");
  }

  @Test
  void check_emptyArray_fails() throws IOException {
    Checked checked = check("[]");
    assertThat(checked.exitCode).isEqualTo(1);
    assertThat(checked.err).contains("contains no records");
  }

  @Test
  void check_missingFile_fails() {
    assertThat(run("none").err).isEqualTo("producer: none does not exist.\n");
  }

  private Checked check(String text) throws IOException {
    return run(Files.writeString(directory.resolve("calls"), text).toString());
  }

  private static Checked run(String file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Producer.run(
            new String[] {"--check", file}, new PrintStream(out), new PrintStream(err), null);
    return new Checked(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
