package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of bad input: nothing valid around it is lost. */
class BadInputTest {
  private static final String HEADER =
      "Crime Id,Call Date Time,Original Crime Type Name,Disposition\n";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a string\" | not_an_object",
        "17 | not_an_object",
        "null | not_an_object",
        "[1, 2] | not_an_object",
        "{} | missing_crime_id",
        "{\"crime_id\":null} | missing_crime_id",
        "{\"crime_id\":\" \"} | missing_crime_id",
        "{\"crime_id\":true} | wrong_type",
        "{\"crime_id\":17} | missing_call_date_time",
        "{\"crime_id\":\"1\",\"disposition\":[]} | wrong_type",
        "{\"crime_id\":\"1\",\"crime_id\":\"1\"} | duplicate_field",
        "{\"crime_id\":\"1\",\"crime\\u005fid\":\"1\"} | duplicate_field",
        "{\"crime_id\":\"1\",\"city\":1,\"city\":2} | duplicate_field",
        "{\"crime_id\":\"1\"} | missing_call_date_time",
        "{\"crime_id\":\"1\",\"call_date_time\":\"\"} | missing_call_date_time",
        "{\"crime_id\":\"1\",\"call_date_time\":\"2018-02-30T10:00:00.000\"} | bad_call_date_time",
        "{\"crime_id\":\"1\",\"call_date_time\":\"2018-02-03\"} | call_date_time_without_time",
        "{\"crime_id\":\"1\",\"call_date_time\":\"2099-01-01T00:00:00.000\"}"
            + " | call_date_time_out_of_bounds",
        "{\"crime_id\":\"1\",\"call_date_time\":\"1999-12-31T23:59:59.999\"}"
            + " | call_date_time_out_of_bounds",
        "{\"crime_id\":\"1\",\"call_date_time\":\"2018-01-01T00:00:00.000\"} | missing_crime_type",
        "{\"crime_id\":\"1\",\"x\":tru} | not_json",
        "{\"crime_id\":\"1\",\"x\":\"\\q\"} | not_json",
      })
  void publish_badRecordBetweenGoodOnes(String bad, String reason) throws IOException {
    String array = "[" + SampleCalls.call("A") + "," + bad + "," + SampleCalls.call("B") + "]";
    String lines = SampleCalls.call("A") + "\n" + bad + "\n" + SampleCalls.call("B") + "\n";
    for (String text : new String[] {array, lines}) {
      for (String order : new String[] {"file", "event-time"}) {
        Published published = Published.run(directory, SampleCalls.bytes(text), "--order", order);
        assertThat(published.exitCode()).isZero();
        assertThat(published.ids()).containsExactly("A", "B");
        assertThat(published.reasons()).containsExactly(reason);
        assertThat(published.rejectedTexts()).containsExactly(bad);
        assertThat(published.err()).contains("1 of 3 records rejected: " + reason + " 1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[17, null]", "[]", "{}", HEADER, HEADER + "1,x,y,z\n"})
  void publish_noAcceptedCall_fails(String text) throws IOException {
    byte[] content = SampleCalls.bytes(text);
    for (String order : new String[] {"file", "event-time"}) {
      Published published = Published.run(directory, content, "--order", order);
      assertThat(published.exitCode()).isEqualTo(1);
      assertThat(published.calls()).isEmpty();
      assertThat(published.err())
          .containsPattern(
              "calls.json contains no (records\\.|accepted call\\. The first record is rejected \\()");
    }
  }

  @Test
  void resume_noAcceptedCall_failsAgainAndRejectsNothingTwice() throws IOException {
    InMemoryKafkaClients broker = new InMemoryKafkaClients();
    Path file = Files.write(directory.resolve("calls.json"), SampleCalls.bytes("[17, null]"));
    Published.run(broker, file.toString());
    Published resumed = Published.run(broker, file.toString(), "--resume");
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.rejected()).hasSize(2);
  }

  @Test
  void publish_truncatedArray_keepsTheCompleteCalls() throws IOException {
    String tail = SampleCalls.call("C").substring(0, 90);
    String text = "[" + SampleCalls.call("A") + "," + SampleCalls.call("B") + "," + tail;
    Published published = Published.run(directory, SampleCalls.bytes(text));
    assertThat(published.exitCode()).isZero();
    assertThat(published.ids()).containsExactly("A", "B");
    assertThat(published.rejectedTexts()).containsExactly(tail);
    assertThat(published.reasons()).containsExactly("not_json");
    assertThat(published.err()).contains("The JSON array is not closed");
  }

  @Test
  void publish_invalidUtf8_isKeptByteForByte() throws IOException {
    String text =
        "[" + SampleCalls.call("A", "Alder", "\u00ffAlder") + "," + SampleCalls.call("B") + "]";
    Published published = Published.run(directory, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(published.ids()).containsExactly("B");
    assertThat(published.reasons()).containsExactly("invalid_utf8");
    assertThat(published.rejected().get(0).value())
        .isEqualTo(
            SampleCalls.call("A", "Alder", "\u00ffAlder").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void publish_fiveMegabyteAddress_isRejectedWithSizeAndFirstKilobyte() throws IOException {
    String large = SampleCalls.call("B", "Alder", "x".repeat(5_000_000));
    String text = "[" + SampleCalls.call("A") + "," + large + "," + SampleCalls.call("C") + "]";
    Published published = Published.run(directory, SampleCalls.bytes(text));
    assertThat(published.ids()).containsExactly("A", "C");
    assertThat(published.reasons()).containsExactly("too_large");
    assertThat(published.rejectedTexts()).containsExactly(large.substring(0, 1024));
    assertThat(SampleCalls.header(published.rejected().get(0), "size"))
        .isEqualTo(Integer.toString(large.length()));
  }

  @Test
  void publish_recordLargerThanTheWindow_isRejectedAndItsNeighboursKept() throws IOException {
    String large = SampleCalls.call("B", "Alder", "x".repeat(40_000_000));
    String array = "[" + SampleCalls.call("A") + "," + large + "," + SampleCalls.call("C") + "]";
    String lines = SampleCalls.call("A") + "\n" + large + "\n" + SampleCalls.call("C");
    for (String text : new String[] {array, lines}) {
      Published published = Published.run(directory, SampleCalls.bytes(text));
      assertThat(published.ids()).containsExactly("A", "C");
      assertThat(published.reasons()).containsExactly("too_large");
      assertThat(published.rejectedTexts()).containsExactly(large.substring(0, 1024));
      assertThat(SampleCalls.header(published.rejected().get(0), "size"))
          .isEqualTo(Integer.toString(large.length()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "\uFEFF"})
  void publish_emptyFile(String text) throws IOException {
    Published published = Published.run(directory, SampleCalls.bytes(text));
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.err())
        .isEqualTo(
            "producer: " + directory.resolve("calls.json") + " is empty: it contains no calls.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello, world", "\"text\"", "a,b\n1,2\n", "\u0000\u0001"})
  void publish_notACallFile(String text) throws IOException {
    Published published = Published.run(directory, SampleCalls.bytes(text));
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.calls()).isEmpty();
    assertThat(published.rejected()).isEmpty();
    assertThat(published.err()).contains("is not a call file").hasLineCount(1);
  }

  @Test
  void publish_otherKindOfFile_saysWhatItIs() throws IOException {
    Published published = Published.run(directory, SampleCalls.bytes("<html></html>"));
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.err())
        .startsWith("producer: " + directory.resolve("calls.json") + " is an HTML page, ")
        .hasLineCount(1);
  }

  @Test
  void publish_missingFile() {
    Published published = Published.run(directory.resolve("none.json").toString());
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.err())
        .isEqualTo("producer: " + directory.resolve("none.json") + " does not exist.\n");
  }

  @Test
  void publish_directory() {
    Published published = Published.run(directory.toString());
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.err())
        .isEqualTo("producer: " + directory + " is a directory: name a file in it.\n");
  }

  @Test
  void publish_gzipCutShort_publishesWhatIsThere() throws IOException {
    StringBuilder text = new StringBuilder("[");
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      text.append(SampleCalls.call(Integer.toString(i), "Alder", Long.toString(random.nextLong())))
          .append(",\n");
    }
    byte[] gzip = gzip(SampleCalls.bytes(text + "null]"));
    for (String order : new String[] {"file", "event-time"}) {
      Published published =
          Published.run(directory, Arrays.copyOf(gzip, gzip.length / 2), "--order", order);
      int count = published.calls().size();
      assertThat(published.exitCode()).isEqualTo(1);
      assertThat(count).isBetween(500, 1500);
      assertThat(published.ids().get(count - 1)).isEqualTo(Integer.toString(count - 1));
      assertThat(published.reasons()).containsExactly("not_json");
      assertThat(published.err())
          .containsPattern("the gzip file is cut short after [0-9,]+ decompressed bytes; ")
          .contains(String.format("; the %,d calls before that are published.", count));
    }
  }

  @Test
  void publish_gzipCutInItsHeader() throws IOException {
    Published published = Published.run(directory, Arrays.copyOf(gzip(SampleCalls.bytes("[]")), 5));
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.err())
        .contains("the gzip file is cut short after 0 decompressed bytes; no call can be read");
  }

  @Test
  void publish_failOnMalformed_inEventTimeOrder_sendsNothing() throws IOException {
    String text = "[" + SampleCalls.call("A") + ",17," + SampleCalls.call("B") + "]";
    Published published = Published.run(directory, SampleCalls.bytes(text), "--fail-on-malformed");
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.calls()).isEmpty();
    assertThat(published.rejected()).isEmpty();
    assertThat(published.err())
        .contains("Rejected (not_an_object): record 2, line 1")
        .contains("Stopped at the first malformed record");
  }

  @Test
  void publish_failOnMalformed_inFileOrder_sendsNothingAfterIt() throws IOException {
    String text = "[" + SampleCalls.call("A") + ",17," + SampleCalls.call("B") + "]";
    Published published =
        Published.run(directory, SampleCalls.bytes(text), "--fail-on-malformed", "--order", "file");
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.ids()).containsExactly("A");
    assertThat(published.rejected()).isEmpty();
  }

  @Test
  void publish_controlCharacters_areShownEscaped() throws IOException {
    String tag = Character.toString(0xE0001);
    String text = "{\"crime_id\":\"\u001b[2J\u2028\u2029" + tag + "\"}\n" + SampleCalls.call("A");
    Published published = Published.run(directory, SampleCalls.bytes(text));
    assertThat(published.reasons()).containsExactly("not_json");
    assertThat(published.err())
        .contains("\\u001b[2J\\u2028\\u2029\\udb40\\udc01")
        .doesNotContain("\u001b", "\u2028", "\u2029", tag);
  }

  @Test
  void publish_controlCharactersInTheFileName_areShownEscaped() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("\u001b[2J"));
    Published published = Published.run(folder, SampleCalls.bytes("[17]"));
    assertThat(published.err()).contains("\\u001b[2J").doesNotContain("\u001b");
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(result)) {
      gzip.write(content);
    }
    return result.toByteArray();
  }

  @Test
  void publish_reportCannotBeWritten_summaryIsPrinted() throws IOException {
    byte[] content = SampleCalls.bytes(SampleCalls.call("A"));
    Published published = Published.run(directory, content, "--report", "/dev/full");
    assertThat(published.exitCode()).isEqualTo(1);
    assertThat(published.ids()).containsExactly("A");
    assertThat(published.err())
        .contains("producer: cannot write /dev/full: No space left on device\n")
        .contains("1 records sent");
  }

  @Test
  void publish_unreadableReportDirectory_isAUsageError() throws IOException {
    Path file = Files.write(directory.resolve("calls.json"), SampleCalls.bytes("[]"));
    String report = directory.resolve("none/report.json").toString();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Producer.run(
            new String[] {"--file", file.toString(), "--report", report},
            new java.io.PrintStream(err, true, StandardCharsets.UTF_8),
            new java.io.PrintStream(err, true, StandardCharsets.UTF_8),
            null);
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("--report (" + report + ") must be in a directory that exists");
  }
}
