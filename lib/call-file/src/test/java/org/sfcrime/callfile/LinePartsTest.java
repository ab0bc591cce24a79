package org.sfcrime.callfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinePartsTest {
  private static final int MAX_CALL_BYTES = 1_000_000;
  private static final String A = CallTexts.call("A");
  private static final List<String> TEXTS =
      List.of(
          A + "\n" + CallTexts.call("B") + "\n\n  \r\n" + CallTexts.call("C") + "\r\n" + A,
          A
              + "\n"
              + A
              + CallTexts.call("B")
              + ",\n"
              + A
              + "{\nnot a call\n17 "
              + A
              + "\n"
              + A
              + "\n",
          A + "\n" + "x".repeat(5_000) + "\n" + A + "\n" + A.substring(0, 30));

  @TempDir Path directory;

  @Test
  void read_partsOfAnySizeHaveTheRecordsOfTheFile() throws IOException {
    for (String text : TEXTS) {
      for (String mark : List.of("", "\uFEFF")) {
        Path file = directory.resolve("calls.ndjson");
        Files.writeString(file, mark + text);
        List<String> expected = fromStartToEnd(file);
        int start = mark.getBytes(StandardCharsets.UTF_8).length;
        for (int size = 1; size < text.length() + 2; size += size < 50 ? 1 : 37) {
          assertThat(inParts(file, start, size)).as("%d: %s", size, text).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void read_failureOfAThread() throws IOException {
    Path file = Files.writeString(directory.resolve("calls.ndjson"), (A + "\n").repeat(9));
    try (FileChannel channel = FileChannel.open(file)) {
      LineParts parts = parts(channel, 0, 100);
      assertThatThrownBy(
              () ->
                  parts.read(
                      part -> {
                        throw new IOException("disk");
                      },
                      part -> true))
          .isInstanceOf(IOException.class)
          .hasMessage("disk");
    }
  }

  private static List<String> fromStartToEnd(Path file) throws IOException {
    try (CallFile calls = CallFile.open(file.toString(), false)) {
      assertThat(calls.format()).isEqualTo("newline-delimited JSON");
      return records(calls.calls(InstantSource.system(), MAX_CALL_BYTES));
    }
  }

  private static List<String> inParts(Path file, int start, int partBytes) throws IOException {
    List<String> records = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      parts(channel, start, partBytes)
          .read(
              LinePartsTest::records,
              ofPart -> {
                records.addAll(ofPart);
                return true;
              });
    }
    return records;
  }

  private static LineParts parts(FileChannel channel, int start, int partBytes) throws IOException {
    return new LineParts(
        channel, start, partBytes, InstantSource.system(), MAX_CALL_BYTES, EventTimeRange.ALL);
  }

  private static List<String> records(CallCursor calls) throws IOException {
    List<String> records = new ArrayList<>();
    while (calls.next()) {
      records.add(
          "%d+%d %s"
              .formatted(
                  calls.record().position().offset(), calls.record().length(), calls.rejection()));
    }
    return records;
  }
}
