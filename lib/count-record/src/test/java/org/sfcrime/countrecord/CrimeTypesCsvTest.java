package org.sfcrime.countrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrimeTypesCsvTest {
  private static Map<String, List<String>> read(String text, String... columns) throws IOException {
    return CrimeTypesCsv.read(
        "types.csv",
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        List.of(columns));
  }

  @Test
  void read_onlyQuotesKeepSpaces() throws IOException {
    assertThat(
            read(
                "raw,canonical_type,category\n Jo , Jogger , other \n\" Ip\",In person,other\n",
                "canonical_type"))
        .isEqualTo(Map.of("jo", List.of("Jogger"), " ip", List.of("In person")));
  }

  @Test
  void read_byteOrderMarkCarriageReturnsAndNumberSign() throws IOException {
    assertThat(read("\ufeffraw,x,category\r\n#1,,a\r\n\"J,O\",,b\r\n", "category"))
        .isEqualTo(Map.of("#1", List.of("a"), "j,o", List.of("b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'raw,category\nJo,a\n\"JO\",b\n'|crime type JO appears twice",
        "'type,category\nJo,a\n'|its first line must name the columns raw, category",
        "'raw,category\nJo,\n'|line 2 has no category",
        "''|its first line must name the columns raw, category"
      })
  void read_refusesAnotherTable(String text, String problem) {
    assertThatThrownBy(() -> read(text, "category"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--crime-types types.csv: " + problem);
  }
}
