package org.sfcrime.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How many records the job has read, by the newest whole line of its progress. */
final class LastLine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 1 << 16;

  private LastLine() {}

  /** Zero before the first batch. */
  static long read(Path progress) throws IOException {
    String end;
    try (RandomAccessFile bytes = new RandomAccessFile(progress.toFile(), "r")) {
      byte[] tail = new byte[(int) Math.min(bytes.length(), LONGEST_LINE)];
      bytes.seek(bytes.length() - tail.length);
      bytes.readFully(tail);
      end = new String(tail, StandardCharsets.UTF_8);
    }
    int lineEnd = end.lastIndexOf('\n');
    if (lineEnd < 0) {
      return 0;
    }
    String line = end.substring(end.lastIndexOf('\n', lineEnd - 1) + 1, lineEnd);
    return JSON.readTree(line).required("crimeCounts").required("read").longValue();
  }
}
