package org.sfcrime.callfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callfile.container.ForeignFile;
import org.sfcrime.callfile.layout.Layout;
import org.sfcrime.callrecord.CallField;

/** Holds docs/formats.md to the code. */
class FormatsPageTest {
  private static final Path PAGE = Path.of("../../docs/formats.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @TempDir Path directory;

  @Test
  void layouts_areThoseOfTheCode() throws IOException {
    assertThat(firstCells("## Layouts"))
        .containsExactlyElementsOf(Arrays.stream(Layout.values()).map(Layout::toString).toList());
  }

  @Test
  void fields_areThe14InTheirOrder() throws IOException {
    assertThat(firstCells("## Fields"))
        .containsExactlyElementsOf(
            Arrays.stream(CallField.values()).map(CallField::fieldName).toList());
  }

  @Test
  void dates_everyListedForm_isAccepted() throws IOException {
    List<String> dates = codes(row("## Dates", "date"));
    List<String> times = codes(row("## Dates", "time"));
    assertThat(dates).hasSize(4);
    assertThat(times).hasSize(5);
    for (String date : dates) {
      for (String time : times) {
        assertThat(reason(date + " " + time)).as(date + " " + time).isNull();
        assertThat(reason(date + "T" + time)).as(date + "T" + time).isNull();
      }
    }
  }

  @Test
  void dates_everyListedExample_isRejectedForTheListedReason() throws IOException {
    int examples = 0;
    for (String row : rows("## Dates")) {
      List<String> codes = codes(row);
      if (row.startsWith("| `")) {
        for (String example : codes.subList(1, codes.size())) {
          assertThat(reason(example.equals("23:59:60") ? "2016-12-31T" + example : example))
              .as(example)
              .isEqualTo(codes.get(0));
          examples++;
        }
      }
    }
    assertThat(examples).isEqualTo(7);
  }

  @Test
  void otherFiles_areTheKindsOfTheCode() throws IOException {
    assertThat(rows("## Other files").stream().skip(2))
        .containsExactlyElementsOf(
            ForeignFile.KINDS.stream()
                .map(file -> "| %s | %s |".formatted(file.kind().replace("%s", "…"), file.remedy()))
                .toList());
  }

  private String reason(String callDateTime) throws IOException {
    String call = CallTexts.call("1", "2018-12-31T10:00:00.000", callDateTime);
    Path file = Files.writeString(directory.resolve("call.json"), call);
    try (CallFile open = CallFile.open(file.toString(), false)) {
      CallCursor calls = open.calls(InstantSource.system(), Long.MAX_VALUE);
      assertThat(calls.next()).isTrue();
      return calls.rejection() == null ? null : calls.rejection().code();
    }
  }

  /** Returns the first code of each row of the first table in a section. */
  private static List<String> firstCells(String section) throws IOException {
    return rows(section).stream()
        .filter(row -> row.startsWith("| `"))
        .flatMap(row -> codes(row.substring(0, row.indexOf(" |"))).stream())
        .toList();
  }

  private static String row(String section, String first) throws IOException {
    return rows(section).stream().filter(row -> row.startsWith("| " + first)).findFirst().get();
  }

  private static List<String> rows(String section) throws IOException {
    String text = Files.readString(PAGE);
    String rest = text.substring(text.indexOf(section) + section.length());
    int end = rest.indexOf("\n## ");
    return rest.substring(0, end < 0 ? rest.length() : end)
        .lines()
        .filter(line -> line.startsWith("|"))
        .toList();
  }

  private static List<String> codes(String row) {
    return CODE.matcher(row).results().map((MatchResult code) -> code.group(1)).toList();
  }
}
