package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.consumer.ConsumedCalls;

class ExpectedCallsTest {
  private static final String KAGGLE_HEADER =
      "Crime Id,Original Crime Type Name,Report Date,Call Date,Offense Date,Call Time,Call Date Time,Disposition,Address,City,State,Agency Id,Address Type,Common Location\n";
  private static final String A = ConsumedCalls.json("a");
  private static final String B = ConsumedCalls.json("b");
  private static final String C = ConsumedCalls.json("c");

  @TempDir Path directory;

  private final List<String> ids = new ArrayList<>();
  private final List<Long> contents = new ArrayList<>();
  private ExpectedCalls.Contents found;

  private void read(String text) throws IOException {
    read(text.getBytes(StandardCharsets.UTF_8));
  }

  private void read(byte[] bytes) throws IOException {
    Path file = directory.resolve("calls");
    Files.write(file, bytes);
    CallDigest digest = new CallDigest();
    ids.clear();
    contents.clear();
    found =
        expected(file, () -> false)
            .read(
                call -> {
                  Utf8 value = call.value();
                  contents.add(digest.ofContent(value.bytes(), value.from(), value.to()));
                  return ids.add(call.key().toString());
                });
  }

  @Test
  void checkReadable_standardInput() {
    ExpectedCalls.checkReadable(Path.of("-"));
  }

  @Test
  void expect_moreThanTheMemoryHolds_refused() throws IOException {
    List<String> calls =
        IntStream.range(0, 20_000).mapToObj(i -> ConsumedCalls.json("" + i)).toList();
    Path file = Files.write(directory.resolve("calls"), calls);
    Verifier verifier = new Verifier(new CallTable(Long.MAX_VALUE), ConsumedCalls.CLOCK, true, 10);
    ExpectedCalls expected = expected(file, () -> false);
    assertThatThrownBy(() -> verifier.expect(expected, 1 << 20))
        .isInstanceOf(CommandException.class)
        .hasMessageMatching(
            "--expect-file: more than 1\\d,\\d{3} calls cannot be compared in a memory of 1 MiB: give the consumer more, as in JAVA_OPTS=-Xmx2m");
  }

  private static ExpectedCalls expected(Path file, BooleanSupplier stop) {
    return new ExpectedCalls(file, EventTimeRange.ALL, ConsumedCalls.CLOCK, 1 << 20, stop);
  }

  private static String row(String id) {
    return id
        + ",Traffic Stop,2018-12-31T00:00:00,2018-12-31T00:00:00,2018-12-31T00:00:00.000,23:57,2018-12-31T23:57:00,ADM,\"Alder St/buttercup Row\",San Francisco,CA,1,Intersection,\n";
  }

  private static ExpectedCalls.Contents contents(long accepted) {
    return new ExpectedCalls.Contents(accepted, Map.of(), 0, null, null);
  }

  private static ExpectedCalls.Contents contents(
      long accepted, RejectionReason reason, long rejected, long first) {
    return new ExpectedCalls.Contents(accepted, Map.of(reason, rejected), first, reason, null);
  }

  @Test
  void read_sameCallsInEveryFormat() throws IOException {
    read("[" + A + ",\n" + B + "]");
    List<Long> array = List.copyOf(contents);
    assertThat(ids).containsExactly("a", "b");
    for (String text :
        List.of(
            "\uFEFF [\n" + A.replace(",", ",\n") + "\n,\n" + B + "\n]\n",
            A + "\n" + B,
            "\n" + A + "\r\n\n" + B + "\r\n",
            KAGGLE_HEADER + row("a") + row("b"),
            "\uFEFF"
                + KAGGLE_HEADER.toLowerCase(java.util.Locale.ROOT).replace(' ', '_')
                + row("a")
                + "\r\n"
                + row("b"))) {
      read(text);
      assertThat(contents).as(text).isEqualTo(array);
      assertThat(found).isEqualTo(contents(2));
      read(gzip(text));
      assertThat(contents).as(text).isEqualTo(array);
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void read_brokenArrayElements() throws IOException {
    for (String broken :
        List.of(
            "{\"crime_id\": oops}",
            "{\"crime_id\":\"x\"",
            "{\"crime_id\":\"x\",\"address\":\"foo,\"city\":\"SF\"}",
            "{\"crime_id\":\"x\",\"city\":\"SF}",
            "garbage",
            "{\"x\": oops, \"in\":{\"y\":1}}",
            "12",
            "null")) {
      read("[" + A + "," + broken + "," + B + "," + C + "]");
      assertThat(ids).as(broken).containsExactly("a", "b", "c");
      assertThat(found.rejected().values()).as(broken).containsExactly(1L);
    }
  }

  @Test
  void read_truncatedArray() throws IOException {
    read("[" + A + "," + B + "," + C.substring(0, 60));
    assertThat(ids).containsExactly("a", "b");
    assertThat(found).isEqualTo(contents(2, RejectionReason.NOT_JSON, 1, 3));
  }

  @Test
  void read_missingComma() throws IOException {
    read("[" + A + B + "\n" + C);
    assertThat(ids).containsExactly("a", "b", "c");
  }

  @Test
  void read_largeElementAcrossReads() throws IOException {
    read("[" + A + "," + ConsumedCalls.json("b", "x".repeat(900_000)) + "," + C + "]");
    assertThat(ids).containsExactly("a", "b", "c");
    read("[" + A + "," + ConsumedCalls.json("b", "x".repeat(5_000_000)) + "," + C + "]");
    assertThat(ids).containsExactly("a", "c");
    assertThat(found).isEqualTo(contents(2, RejectionReason.TOO_LARGE, 1, 2));
  }

  @Test
  void read_manyElementsAcrossReads() throws IOException {
    StringBuilder text = new StringBuilder("[");
    StringBuilder csv = new StringBuilder(KAGGLE_HEADER);
    for (int i = 0; i < 2_000; i++) {
      text.append(i == 0 ? "" : ",").append(ConsumedCalls.json("" + i));
      csv.append(row("" + i));
    }
    read(text + "]");
    List<Long> array = List.copyOf(contents);
    assertThat(found).isEqualTo(contents(2_000));
    read(text.substring(1).replace("},{", "}\n{"));
    assertThat(contents).isEqualTo(array);
    read(csv.toString());
    assertThat(contents).isEqualTo(array);
  }

  @Test
  void read_brokenLines() throws IOException {
    read(A + "\n{\"crime_id\":\n" + B + "\nnot json\n[" + C + "]\n" + C);
    assertThat(ids).containsExactly("a", "b", "c");
    assertThat(found.rejected())
        .isEqualTo(Map.of(RejectionReason.NOT_JSON, 2L, RejectionReason.NOT_AN_OBJECT, 1L));
    assertThat(found.messages(Path.of("f")))
        .containsExactly(
            "expecting the 3 calls of f",
            "3 records of f are rejected and not expected: not_json 2, not_an_object 1 (first: record 2)");
  }

  @Test
  void read_firstLineBroken() throws IOException {
    read("oops\n" + A + "\n");
    assertThat(ids).containsExactly("a");
  }

  @Test
  void read_brokenRows() throws IOException {
    String quoteNotClosed = row("x").replace("Row\",", "Row,");
    String quoteInside = row("y").replace("buttercup", "\"buttercup\"");
    read(KAGGLE_HEADER + row("a") + quoteNotClosed + row("b") + "1,2\n" + quoteInside + row("c"));
    assertThat(ids).containsExactly("a", "b", "c");
    assertThat(found).isEqualTo(contents(3, RejectionReason.NOT_CSV, 3, 2));
  }

  @Test
  void read_quotedFields() throws IOException {
    read(KAGGLE_HEADER + row("a").replace("Alder", "\"\"Alder\"\",\nx"));
    List<Long> csv = List.copyOf(contents);
    read(A.replace("Alder", "\\\"Alder\\\",\\nx"));
    assertThat(contents).isEqualTo(csv);
  }

  @Test
  void read_invalidUtf8InOneRow() throws IOException {
    String text = KAGGLE_HEADER + row("a") + row("b").replace("Alder", "\u00e9") + row("c");
    read(text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(ids).containsExactly("a", "c");
    assertThat(found).isEqualTo(contents(2, RejectionReason.INVALID_UTF8, 1, 2));
  }

  @Test
  void read_gzipCutShort() throws IOException {
    byte[] whole = gzip(A + "\n" + B + "\n");
    read(Arrays.copyOf(whole, whole.length - 12));
    assertThat(found.damage()).startsWith("the gzip file is cut short after ");
    assertThat(found.accepted()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void read_noCalls() throws IOException {
    for (String text : List.of("[]", " [ ] ", KAGGLE_HEADER)) {
      read(text);
      assertThat(found).as(text).isEqualTo(contents(0));
    }
  }

  @Test
  void read_stopped() throws IOException {
    Path file = Files.writeString(directory.resolve("calls"), "[" + A + "]");
    assertThat(expected(file, () -> true).read(call -> true)).isEqualTo(contents(0));
  }

  @Test
  void read_notReadable() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty"), " \n");
    for (Path file : List.of(directory.resolve("none"), directory, empty)) {
      assertThatThrownBy(() -> expected(file, () -> false).read(call -> true))
          .isInstanceOf(CommandException.class)
          .hasMessageStartingWith("--expect-file: " + file + " ");
    }
  }
}
