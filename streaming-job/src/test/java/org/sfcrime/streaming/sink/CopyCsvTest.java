package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.streaming.query.JobScript;

class CopyCsvTest {
  private final CopyCsv csv = new CopyCsv(GroupFields.USUAL);

  private String row(String crimeType, String disposition, String description) {
    long start = CallDateTime.parse("2018-12-31T23:50:00.000");
    csv.add(
        5,
        1,
        new CountRecord(
            start, JobScript.TUMBLING.windowEnd(start), crimeType, disposition, description, 3));
    return new String(csv.take(), StandardCharsets.UTF_8);
  }

  @Test
  void add_aRow() {
    assertThat(row("Traffic Stop", "ADM", "Admonished"))
        .isEqualTo(
            "5,1,2018-12-31 23:50:00,2019-01-01 00:00:00,\"Traffic Stop\",\"ADM\",\"Admonished\",3\n");
    assertThat(csv.length()).isZero();
  }

  @Test
  void add_emptyTextIsQuotedAndNullIsNot() {
    assertThat(row("", "", null)).endsWith("00:00:00,\"\",\"\",,3\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "a\"b\"\"|a\"\"b\"\"\"\"",
        "`a,b\r\n\nc\td`|`a,b\r\n\nc\td`",
        "\\|\\",
        "`\n\\.\n`|`\n\\.\n`",
        "\\N|\\N",
        "a\u0000b|a\\u0000b",
        "a\\u0000b|a\\u005cu0000b",
        "a\\u005cu0000b|a\\u005cu005cu0000b",
        "\\u005c|\\u005c",
        "é\ud83d\ude00|é\ud83d\ude00",
      })
  void add_hostileText(String text, String quoted) {
    assertThat(row(text, "", null)).contains(",\"" + quoted + "\",\"\",,3\n");
  }

  /** Every text of up to six of the parts that the replacement of NUL is made of. */
  @Test
  void add_twoTextsNeverBecomeEqual() {
    Map<String, String> textOfRow = new HashMap<>();
    List<String> texts = List.of("");
    for (int length = 1; length <= 6; length++) {
      texts =
          texts.stream()
              .flatMap(text -> Stream.of("\0", "\\", "u0000", "u005c").map(text::concat))
              .toList();
      for (String text : texts) {
        assertThat(textOfRow.put(row(text, "", null), text)).as(text).isNull();
      }
    }
  }
}
