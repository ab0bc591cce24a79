package org.sfcrime.callfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.commandline.CommandException;

/** Calls in every container, read once and read again. */
class ContainersTest {
  private static final Path FORMATS = Path.of("src/test/resources/formats");

  private static final String LINES = CallTexts.call("é") + "\n" + CallTexts.call("😀") + "\n";

  @TempDir Path directory;

  @Test
  void zip_kaggle() throws IOException {
    assertThat(ids(FORMATS.resolve("b2-kaggle-csv.zip")))
        .isEqualTo(ids(FORMATS.resolve("b1-kaggle.csv")))
        .isNotEmpty();
  }

  @Test
  void zip_severalFiles() throws IOException {
    Path file = directory.resolve("calls.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : List.of("a.json", "__MACOSX/._a.json", "b/", "b/.DS_Store", "b/b.json")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(CallTexts.bytes(LINES));
      }
    }
    assertThatThrownBy(() -> CallFile.open(file.toString(), true))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(file + " is a zip file with several files (a.json, b/b.json): ");
  }

  @Test
  void gzip_damagedSecondMember_isNoEnd() throws IOException {
    try (CallFile file =
        CallFile.open(FORMATS.resolve("70-gz-second-member-damaged.json.gz").toString(), true)) {
      assertThat(ids(file)).containsExactly("1", "2", "3");
      assertThat(file.damage())
          .isEqualTo(
              "the gzip file is damaged after 387 decompressed bytes (no member begins after the end of a member)");
    }
  }

  @Test
  void gzip_cutInTheCsvHeader() throws IOException {
    byte[] gzip = gzip(CallTexts.bytes("Crime Id,Call Date Time,Original Crime Type Name\n"));
    for (int length : new int[] {2, 12, 20, gzip.length / 2}) {
      Path file = Files.write(directory.resolve("calls.gz"), Arrays.copyOf(gzip, length));
      assertThatThrownBy(() -> CallFile.open(file.toString(), true))
          .hasMessageMatching(
              ".*calls.gz: the gzip file is cut short after [0-9]+ decompressed bytes; no call can"
                  + " be read\\.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void byteOrderMark(String charset) throws IOException {
    for (String text : List.of(LINES, "[" + LINES.strip().replace("\n", ",") + "]", csv())) {
      byte[] bytes = ("\uFEFF" + text).getBytes(Charset.forName(charset));
      for (byte[] stored :
          List.of(bytes, gzip(bytes), zip(bytes), zip(gzip(bytes)), gzip(gzip(bytes)))) {
        assertThat(ids(Files.write(directory.resolve("calls"), stored))).containsExactly("é", "😀");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16_unpairedSurrogate_rejectsOneRecord(String charset) throws IOException {
    for (String unpaired : List.of("\ud800", "\udc00", "\udc00\ud800", "\ud800\ud800")) {
      String bad = CallTexts.call("b").replace("Alder", unpaired);
      String lines = CallTexts.call("a") + "\n" + bad + "\n" + CallTexts.call("c");
      String rows =
          csv()
              + "b,2018-12-31T10:00:00.000,Fire,"
              + unpaired
              + "\nc,2018-12-31T10:00:00.000,Fire,x\n";
      assertThat(CallTexts.read(directory, utf16(lines, charset)))
          .hasSize(3)
          .satisfiesExactly(
              first -> assertThat(first).isEqualTo("a"),
              second -> assertThat(second).startsWith("invalid_utf8: "),
              third -> assertThat(third).isEqualTo("c"));
      assertThat(CallTexts.read(directory, utf16(rows, charset)))
          .satisfiesExactly(
              first -> assertThat(first).isEqualTo("é"),
              first -> assertThat(first).isEqualTo("😀"),
              second -> assertThat(second).startsWith("invalid_utf8: "),
              third -> assertThat(third).isEqualTo("c"));
    }
  }

  @Test
  void utf16_cutInACharacter_rejectsTheLastRecord() throws IOException {
    byte[] whole = utf16(LINES + CallTexts.call("c"), "UTF-16LE");
    assertThat(CallTexts.read(directory, Arrays.copyOf(whole, whole.length - 3)))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("é"),
            second -> assertThat(second).isEqualTo("😀"),
            third -> assertThat(third).startsWith("invalid_utf8: "));
  }

  private static String csv() {
    return """
        Crime Id,Call Date Time,Original Crime Type Name,Address
        é,2018-12-31T10:00:00.000,Fire,x
        😀,2018-12-31T10:00:00.000,Fire,x
        """;
  }

  /** Returns the bytes with a byte-order mark; unlike a charset, keeps unpaired surrogates. */
  private static byte[] utf16(String text, String charset) {
    ByteOrder order = charset.endsWith("LE") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer bytes = ByteBuffer.allocate(2 + 2 * text.length()).order(order);
    bytes.asCharBuffer().put('\uFEFF').put(text);
    return bytes.array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(result)) {
      gzip.write(content);
    }
    return result.toByteArray();
  }

  private static byte[] zip(byte[] content) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(result)) {
      zip.putNextEntry(new ZipEntry("calls"));
      zip.write(content);
    }
    return result.toByteArray();
  }

  /** Returns the ids, after each call was read again. */
  private static List<String> ids(Path path) throws IOException {
    try (CallFile file = CallFile.open(path.toString(), true)) {
      List<String> ids = ids(file);
      assertThat(file.damage()).isNull();
      return ids;
    }
  }

  private static List<String> ids(CallFile file) throws IOException {
    CallCursor calls = file.calls(InstantSource.system(), Long.MAX_VALUE);
    List<String> ids = new ArrayList<>();
    List<RawRecord.Position> positions = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    while (calls.next()) {
      assertThat(calls.rejection()).isNull();
      ids.add(calls.key().toString());
      positions.add(calls.record().position());
      lengths.add(calls.record().length());
    }
    for (int i = 0; i < ids.size(); i++) {
      calls.reread(positions.get(i), lengths.get(i));
      assertThat(calls.key()).hasToString(ids.get(i));
    }
    return ids;
  }
}
