package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.CountsCsv.Row;
import org.sfcrime.endtoend.harness.CountsCsv.Total;

class CountsCsvTest {
  private static final String HEADER =
      "window_start,window_end,crime_type,disposition,description,count\n";

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("counts.csv"), content);
  }

  @Test
  void read_quotedAndEmptyCells() throws IOException {
    CountsCsv counts =
        CountsCsv.read(
            file(
                HEADER
                    + "2018-12-31 23:50:00,2019-01-01 00:00:00,\"A, \"\"B\"\"\n C\",ADM,Admonished,12\n"
                    + "2018-12-31 23:50:00,2019-01-01 00:00:00, Fire ,,,1\n"));
    assertThat(counts.rows())
        .containsExactly(
            new Row(
                "2018-12-31 23:50:00",
                "2019-01-01 00:00:00",
                "A, \"B\"\n C",
                "ADM",
                "Admonished",
                12),
            new Row("2018-12-31 23:50:00", "2019-01-01 00:00:00", " Fire ", "", "", 1));
    assertThat(counts.sum()).isEqualTo(13);
  }

  @Test
  void read_anotherFile() {
    assertThatThrownBy(() -> CountsCsv.read(file("a,b\n1,2\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("counts.csv");
    assertThatThrownBy(() -> CountsCsv.read(file(HEADER + "a,b,c,d,e,many\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not a file of counts");
  }

  @Test
  void topCrimeTypes_sumsOverWindowsEqualOnesByName() throws IOException {
    CountsCsv counts =
        CountsCsv.read(
            file(
                HEADER
                    + "2018-12-31 23:40:00,2018-12-31 23:50:00,Fire,ADM,,2\n"
                    + "2018-12-31 23:40:00,2018-12-31 23:50:00,Dog,ADM,,3\n"
                    + "2018-12-31 23:50:00,2019-01-01 00:00:00,Fire,HAN,,1\n"
                    + "2018-12-31 23:50:00,2019-01-01 00:00:00,Cat,HAN,,1\n"));
    assertThat(counts.topCrimeTypes(2)).containsExactly(new Total("Dog", 3), new Total("Fire", 3));
    assertThat(counts.busiestWindows(5))
        .containsExactly(
            new Total("2018-12-31 23:40:00 to 23:50:00", 5),
            new Total("2018-12-31 23:50:00 to 00:00:00", 2));
  }
}
