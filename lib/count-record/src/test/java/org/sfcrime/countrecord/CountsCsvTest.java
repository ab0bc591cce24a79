package org.sfcrime.countrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsCsvTest {
  private static final long START = WallClock.parse("2018-12-31 23:50:00");

  @TempDir private Path folder;

  private static CountRecord count(long start, String crimeType, String disposition, long count) {
    return new CountRecord(start, start + 600_000, crimeType, disposition, null, count);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("counts.csv"), text);
  }

  @Test
  void write_headerQuotesAndEmptyCells() throws IOException {
    StringWriter text = new StringWriter();
    CountsCsv.write(
        GroupFields.USUAL,
        Stream.of(
            new CountRecord(START, START + 600_000, "a \"b\", c", "HAN", "Handled", 3),
            count(START, " #Fire ", "", 1)),
        text);
    assertThat(text)
        .hasToString(
            """
            window_start,window_end,crime_type,disposition,description,count
            2018-12-31 23:50:00,2019-01-01 00:00:00,"a ""b"", c",HAN,Handled,3
            2018-12-31 23:50:00,2019-01-01 00:00:00, #Fire ,,,1
            """);
  }

  @Test
  void write_diskFull() {
    assertThatThrownBy(
            () -> {
              try (Writer full = Files.newBufferedWriter(Path.of("/dev/full"))) {
                CountsCsv.write(
                    GroupFields.USUAL,
                    Stream.of(count(START, "x".repeat(100_000), "ADM", 1)),
                    full);
              }
            })
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  @Test
  void read_whatWasWritten() throws IOException {
    List<CountRecord> counts = new ArrayList<>();
    for (String type :
        List.of("traffic_parking", "Parking: CVC 22500(e)", "a\"b", "\"", "#", " ", "\t", "\n")) {
      counts.add(count(START, type, "ADM", 1));
    }
    for (String type : List.of("a\r\nb", "\r", "'", ",", "x".repeat(100_000), "é😀", "\u0000")) {
      counts.add(new CountRecord(START, START + 600_000, type, "", "described", Long.MAX_VALUE));
    }
    Path file = folder.resolve("counts.csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      CountsCsv.write(GroupFields.USUAL, counts.stream(), out);
    }
    assertThat(CountsCsv.read(file)).isEqualTo(new CountsCsv.Counts(GroupFields.USUAL, counts));
  }

  @Test
  void otherFields_haveTheirNamesAndNoDescription() throws IOException {
    GroupFields fields = GroupFields.of("address", "police_district");
    List<CountRecord> counts = List.of(count(START, "", "", 2), count(START, "Polk St", "", 1));
    Path file = folder.resolve("counts.csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      CountsCsv.write(fields, counts.stream(), out);
    }
    assertThat(file)
        .hasContent(
            """
            window_start,window_end,address,police_district,count
            2018-12-31 23:50:00,2019-01-01 00:00:00,,,2
            2018-12-31 23:50:00,2019-01-01 00:00:00,Polk St,,1
            """);
    assertThat(CountsCsv.read(file)).isEqualTo(new CountsCsv.Counts(fields, counts));
  }

  @Test
  void read_withoutDispositionWithCarriageReturns() throws IOException {
    assertThat(
            CountsCsv.read(
                file(
                    "window_start,window_end,crime_type,count\r\n2018-12-31 23:50:00,2019-01-01 00:00:00,Fire,5\r\n")))
        .isEqualTo(
            new CountsCsv.Counts(
                GroupFields.of("crime_type"), List.of(count(START, "Fire", "", 5))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,b\n1,2\n",
        "window_start,window_end,crime_type,count\n2018-12-31 23:50:00,2019-01-01 00:00:00,Fire\n",
        "window_start,window_end,crime_type,count\nyesterday,2019-01-01 00:00:00,Fire,1\n",
        "window_start,window_end,crime_type,count\n2018-12-31 23:50:00,2019-01-01 00:00:00,Fire,many\n"
      })
  void read_anotherFile(String text) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> CountsCsv.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " is not a file of counts: ");
  }

  @Test
  void order_byWindowThenHighestCountThenGroup() {
    List<CountRecord> sorted =
        List.of(
            count(START, "B", "B", 2),
            count(START, "A", "A", 1),
            count(START, "A", "B", 1),
            count(START, "B", "A", 1),
            count(START + 600_000, "A", "A", 9));
    List<CountRecord> reversed = new ArrayList<>(sorted);
    Collections.reverse(reversed);
    reversed.sort(CountsCsv.ORDER);
    assertThat(reversed).isEqualTo(sorted);
  }
}
