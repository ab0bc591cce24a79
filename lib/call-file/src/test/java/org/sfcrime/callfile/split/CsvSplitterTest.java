package org.sfcrime.callfile.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callfile.CallTexts;
import org.sfcrime.callrecord.RejectionReason;

class CsvSplitterTest {
  private static final String HEADER = "crime_id,original_crime_type_name,call_date_time,address\n";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "B,Fire,2018-12-31T10:00:00.000,\"stray quote",
        "B,\"Fire,2018-12-31T10:00:00.000,x",
        "\"B,Fire,2018-12-31T10:00:00.000,x",
        "B,Fire,2018-12-31T10:00:00.000,\"a\"b",
        "B,Fire",
        "B,Fire,2018-12-31T10:00:00.000,x,too many",
        "B",
        "\"",
        "\"\"\"",
        ",\"\"\",",
      })
  void next_brokenRow_keepsItsNeighbours(String broken) throws IOException {
    String csv = HEADER + row("A") + broken + "\n" + row("C") + row("D");
    assertThat(CallTexts.read(directory, csv)).containsExactly("A", "not_csv: " + broken, "C", "D");
  }

  @Test
  void next_strayQuoteInAFileLargerThanTheWindow_keepsEveryRow() throws IOException {
    StringBuilder csv = new StringBuilder(HEADER).append("X,\"Fire,2018,\n");
    int rows = 2 * RawRecord.MAX_BYTES / row("1").length();
    for (int i = 0; i < rows; i++) {
      csv.append("1,Fire,2018-12-31T10:00:00.000,plain address without a quote\n");
    }
    CsvSplitter splitter = splitter(csv.toString());
    splitter.readHeader();
    assertThat(splitter.next().broken()).isEqualTo(RejectionReason.NOT_CSV);
    int whole = 0;
    for (RawRecord record = splitter.next(); record != null; record = splitter.next()) {
      whole += record.broken() == null ? 1 : 0;
    }
    assertThat(whole).isEqualTo(rows);
  }

  @Test
  void cells_validCsv_agreesWithCommonsCsv() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String csv = csv(random);
      List<List<String>> expected = new ArrayList<>();
      try (CSVParser parser = CSVParser.parse(new StringReader(csv), CSVFormat.RFC4180)) {
        for (CSVRecord record : parser) {
          expected.add(record.toList());
        }
      }
      List<List<String>> actual = new ArrayList<>();
      CsvCells cells = new CsvCells((byte) ',');
      CsvSplitter splitter = splitter(csv);
      for (RawRecord record = splitter.next(); record != null; record = splitter.next()) {
        cells.split(record.buffer(), record.from(), record.to());
        actual.add(cells.texts());
      }
      assertThat(actual).as("seed %d round %d: %s", seed, round, csv).isEqualTo(expected);
    }
  }

  private static String csv(Random random) {
    StringBuilder csv = new StringBuilder();
    String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    int rows = 1 + random.nextInt(10);
    for (int row = 0; row < rows; row++) {
      csv.append('r').append(row);
      for (int cell = random.nextInt(5); cell > 0; cell--) {
        csv.append(',').append(cell(random));
      }
      csv.append(row < rows - 1 || random.nextBoolean() ? lineEnd : "");
    }
    return csv.toString();
  }

  private static String cell(Random random) {
    List<String> plain = List.of("", "x", "two words", "é");
    List<String> quoted = List.of("\"\"", "\n", "\r\n", ",", "x", " ");
    if (random.nextBoolean()) {
      return plain.get(random.nextInt(plain.size()));
    }
    StringBuilder cell = new StringBuilder("\"");
    for (int i = random.nextInt(5); i > 0; i--) {
      cell.append(quoted.get(random.nextInt(quoted.size())));
    }
    return cell.append('"').toString();
  }

  private static CsvSplitter splitter(String csv) {
    return new CsvSplitter(
        new ByteWindow(new ByteArrayInputStream(CallTexts.bytes(csv))),
        0,
        new CsvDialect((byte) ',', (byte) '\n'));
  }

  private static String row(String id) {
    return id + ",Fire,2018-12-31T10:00:00.000,\"Alder, \"\"Bl\"\"\"\n";
  }
}
