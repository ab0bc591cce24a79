package org.sfcrime.callfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.commandline.CommandException;

/** Files that are no call files: the message says what each one is and what to do. */
class ForeignFileTest {
  private static final Path FORMATS = Path.of("src/test/resources/formats");
  private static final String DATA_SETS =
      ": the calls are in police-department-calls-for-service.csv (Kaggle), and in the data sets"
          + " 2zdj-bwza and gnap-fj3t, Law Enforcement Dispatched Calls for Service (DataSF).";

  @TempDir Path directory;

  /** The bytes of these files were written by the tools of each kind. */
  @ParameterizedTest
  @CsvSource({
    "fd377a585a000004e6d6b4460200210116000000742fe5a3e00011000c5d00341949ee8d, compressed with xz: decompress it first: xz -dc FILE > calls.",
    "28b52ffd24126d00003868656c6c6f200a0100314a11a3aa74ce, compressed with zstd: decompress it first: zstd -dc FILE > calls.",
    "502a4d1804000000000000, compressed with zstd: decompress it first: zstd -dc FILE > calls.",
    "425a6839314159265359e5b5f3090000045100001040000244a0, compressed with bzip2: decompress it first: bzip2 -dc FILE > calls.",
    "04224d186440a70f0000006368656c6c6f20060050656c6c6f0a, compressed with lz4: decompress it first: lz4 -dc FILE > calls.",
    "377abcaf271c00041bd1a0b1, a 7z archive: unpack it first: 7z x FILE.",
    "526172211a0701003392b5e5, a RAR archive: unpack it first: unrar x FILE.",
    "504b0708504b03040a000000, a part of a split zip file: join the parts first: zip -s 0 FILE --out whole.zip.",
    "504b0506000000000000000000000000000000000000, a zip file without a file in it: download it again.",
    "d0cf11e0a1b11ae100000000, an old Excel workbook: open it and save it as CSV.",
    "5041523115041500154e150a, a Parquet file: convert it to CSV or JSON first.",
    "4f626a0104166176726f2e73, an Avro file: convert it to CSV or JSON first.",
    "4f52430a06120408046004, an ORC file: convert it to CSV or JSON first.",
    "4152524f57310000ffffffff, an Arrow file: convert it to CSV or JSON first.",
    "53514c69746520666f726d6174203300, an SQLite database: export the table of calls as CSV first.",
    "255044462d312e370a25b5b5, a PDF document: download the calls as CSV or JSON.",
    "fffe00005b0000007b000000, text in UTF-32: convert it first: iconv -f UTF-32 -t UTF-8 FILE > calls.",
    "0000feff0000005b0000007b, text in UTF-32: convert it first: iconv -f UTF-32 -t UTF-8 FILE > calls.",
    "5b007b0022006300, text in UTF-16 without a byte-order mark: convert it first: iconv -f UTF-16LE -t UTF-8 FILE > calls.",
    "005b007b00220063, text in UTF-16 without a byte-order mark: convert it first: iconv -f UTF-16BE -t UTF-8 FILE > calls.",
    "0001020304, not a call file: it is a binary file; docs/formats.md lists what can be read.",
  })
  void open_bytes(String hex, String words) throws IOException {
    assertRefused(HexFormat.of().parseHex(hex), words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<!DOCTYPE html><html>crime_id</html> | an HTML page, perhaps a login or an error: open the address in a browser and download the file there, or let curl follow redirects with -L.",
        "~~ <!-- x --><Head><script>{\"crime_id\":1}</script> | an HTML page, perhaps a login or an error: open the address in a browser and download the file there, or let curl follow redirects with -L.",
        "<?xml version=\"1.0\"?><response><row crime_id=\"1\"/></response> | an XML file: download the calls as CSV or JSON.",
        "{~\"type\": \"FeatureCollection\", \"features\": [{\"properties\":{\"cad_number\":\"1\",\"received_datetime\":\"2\"}}]} | a GeoJSON file: download the calls as CSV or JSON.",
        "{\"message\":\"No such  column:\\nx\",\"errorCode\":\"query.no-such-column\",\"data\":{}} | an error message of a web service (No such column: x): check the address and download the calls again.",
        "{\"errors\":[{\"code\":\"404\",\"message\":\"gone\"}]} | an error message of a web service (gone): check the address and download the calls again.",
        "{\"error\":{\"status\":400,\"message\":\"é\"}}~ | an error message of a web service (é): check the address and download the calls again.",
        "{\"timestamp\":1,\"status\":500,\"error\":\"Internal Server Error\"} | an error message of a web service (Internal Server Error): check the address and download the calls again.",
        " | empty: it contains no calls.",
        "~ ~ | empty: it contains no calls.",
        "hello, world | not a call file: it begins with neither JSON nor a CSV header with the column crime_id or cad_number; docs/formats.md lists what can be read.",
      })
  void open_text(String text, String words) throws IOException {
    String content = text == null ? "" : text.replace('~', '\n');
    assertRefused(CallTexts.bytes(content), words);
    assertRefused(CallTexts.bytes("\uFEFF" + content), words);
    assertRefused(("\uFEFF" + content).getBytes(StandardCharsets.UTF_16LE), words);
    if (!content.isEmpty()) {
      ByteArrayOutputStream gzip = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(gzip)) {
        out.write(CallTexts.bytes(content));
      }
      assertRefused(gzip.toByteArray(), words);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IncidntNum,Category,Descript,DayOfWeek,Date,Time | the police incident reports of 2003 to 2018",
        "Incident Datetime,Row ID,Incident ID,Incident Number,CAD Number | the police incident reports since 2018",
        "Call Number,Unit ID,Incident Number,Call Type,Received DtTm | the calls of the fire department",
      })
  void open_otherDataSet(String header, String dataSet) throws IOException {
    String words = "another data set, " + dataSet + DATA_SETS;
    assertRefused(CallTexts.bytes(header + "\n1,2,3,4,5\n"), words);
    assertRefused(CallTexts.bytes("\"" + header.replace(",", "\",\"") + "\"\r\n1,2,3\r\n"), words);
    String[] names = header.toLowerCase(Locale.ROOT).replace(' ', '_').split(",");
    String object = "{\"" + String.join("\":\"1\",\"", names) + "\":\"1\"}";
    assertRefused(CallTexts.bytes(object + "\n"), words);
    assertRefused(CallTexts.bytes("[" + object + "\n," + object + "]"), words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a3-udacity-git-lfs-pointer.json | a Git LFS pointer, not the file itself: run git lfs pull in its repository.",
        "d5-soda-error.json | an error message of a web service (Not found): check the address and download the calls again.",
        "g3-radio-ndjson-no-final-eol.json | a table of radio codes: the job takes it as --radio-codes.",
        "g8-radio-code-22-as-number.json | a table of radio codes: the job takes it as --radio-codes.",
      })
  void open_sample(String name, String words) throws IOException {
    assertRefused(Files.readAllBytes(FORMATS.resolve(name)), words);
  }

  @Test
  void open_incidentsOfKaggle() throws IOException {
    assertRefused(
        Files.readAllBytes(FORMATS.resolve("h1-kaggle-incidents.csv")),
        "another data set, the police incident reports of 2003 to 2018" + DATA_SETS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[Content_Types].xml | an Excel workbook: open it and save it as CSV.",
        "docProps/app.xml | an Excel workbook: open it and save it as CSV.",
      })
  void open_workbook(String firstEntry, String words) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {firstEntry, "xl/workbook.xml"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(CallTexts.bytes("<x/>"));
      }
    }
    assertRefused(bytes.toByteArray(), words);
  }

  @Test
  void open_tar() throws IOException {
    byte[] tar = new byte[1024];
    byte[] name = CallTexts.bytes("calls.json");
    System.arraycopy(name, 0, tar, 0, name.length);
    System.arraycopy(CallTexts.bytes("ustar  "), 0, tar, 257, 7);
    byte[] call = CallTexts.bytes(CallTexts.call("A") + "\n");
    System.arraycopy(call, 0, tar, 512, call.length);
    assertRefused(tar, "a tar archive: unpack it first: tar -xf FILE.");
  }

  /** Calls whose text has something of another kind of file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"message\":\"x\",\"error\":true,\"code\":\"y\"",
        "\"IncidntNum\":\"1\",\"incident_id\":\"1\",\"incident_number\":\"2\"",
        "\"call_number\":\"1\",\"unit_id\":\"2\"",
        "\"disposition_code\":\"ADM\",\"description\":\"<html>\"",
      })
  void open_callsWithFieldsOfOtherFiles_areCalls(String fields) throws IOException {
    String call = "{" + fields + "," + CallTexts.call("A").substring(1);
    assertThat(CallTexts.read(directory, call)).containsExactly("A");
    assertThat(CallTexts.read(directory, "[" + call + "]")).containsExactly("A");
  }

  private void assertRefused(byte[] content, String words) throws IOException {
    Path file = Files.write(directory.resolve("calls.json"), content);
    assertThatThrownBy(() -> CallFile.open(file.toString(), true))
        .isInstanceOf(CommandException.class)
        .hasMessage(file + " is " + words);
  }
}
