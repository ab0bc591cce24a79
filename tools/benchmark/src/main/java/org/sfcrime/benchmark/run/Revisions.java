package org.sfcrime.benchmark.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Adds revisions to a file of calls in event-time order. Of seven calls, three are repeated with
 * another disposition, as soon as the calls are ten minutes newer; so 30 % of the records are
 * revisions.
 */
final class Revisions {
  private static final int CALLS = 7;
  private static final int REVISED = 3;
  private static final Duration DELAY = Duration.ofMinutes(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Revision(LocalDateTime due, String line) {}

  private Revisions() {}

  /** The number of calls that {@code records} records have. */
  static long calls(long records) {
    return records * CALLS / (CALLS + REVISED);
  }

  /**
   * Writes each call, and the revisions.
   *
   * @param calls NDJSON in event-time order
   */
  static void write(Path calls, Path file) throws IOException {
    Deque<Revision> waiting = new ArrayDeque<>();
    try (BufferedReader in = Files.newBufferedReader(calls);
        BufferedWriter out = Files.newBufferedWriter(file)) {
      long number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        ObjectNode call = (ObjectNode) JSON.readTree(line);
        LocalDateTime time = LocalDateTime.parse(call.required("call_date_time").asText());
        while (!waiting.isEmpty() && !waiting.peek().due().isAfter(time)) {
          write(out, waiting.remove().line());
        }
        write(out, line);
        if (number++ % CALLS < REVISED) {
          boolean cancelled = call.required("disposition").asText().equals("CAN");
          call.put("disposition", cancelled ? "HAN" : "CAN");
          waiting.add(new Revision(time.plus(DELAY), JSON.writeValueAsString(call)));
        }
      }
      for (Revision revision : waiting) {
        write(out, revision.line());
      }
    }
  }

  private static void write(BufferedWriter out, String line) throws IOException {
    out.write(line);
    out.write('\n');
  }
}
