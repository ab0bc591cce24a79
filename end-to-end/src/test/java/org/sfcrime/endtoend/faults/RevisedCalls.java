package org.sfcrime.endtoend.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls with their revisions, as a live feed shows them: of eight calls, one changes at once, one
 * changes in a later batch, one changes there and is changed back later, and one changes its type.
 *
 * @param all a file with all revisions, in their order
 * @param newest a file with the newest revision of each call
 * @param replaced number of revisions that are not the newest one
 */
record RevisedCalls(Path all, Path newest, long replaced) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes the files.
   *
   * @param calls lines of calls
   * @param later how many calls later a change comes
   */
  static RevisedCalls of(Path calls, int later) throws IOException {
    List<String> lines = Files.readAllLines(calls);
    Map<Double, String> ordered = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      ordered.put((double) i, line);
      switch (i % 8) {
        case 0 -> ordered.put(i + 0.5, changed(line, "disposition", "CAN"));
        case 1 -> ordered.put(i + later + 0.6, changed(line, "disposition", "CAN"));
        case 2 -> {
          ordered.put(i + later + 0.7, changed(line, "disposition", "CAN"));
          ordered.put(i + 2 * later + 0.8, line);
        }
        case 3 ->
            ordered.put(i + later + 0.9, changed(line, "original_crime_type_name", "Corrected"));
        default -> {
          continue;
        }
      }
    }
    Map<String, String> newest = new LinkedHashMap<>();
    for (String line : ordered.values()) {
      newest.put(JSON.readTree(line).required("crime_id").asText(), line);
    }
    List<String> all = new ArrayList<>(ordered.values());
    return new RevisedCalls(
        Files.write(calls.resolveSibling("revisions.ndjson"), all),
        Files.write(calls.resolveSibling("newest.ndjson"), newest.values()),
        all.size() - newest.size());
  }

  private static String changed(String line, String field, String value) throws IOException {
    return ((ObjectNode) JSON.readTree(line)).put(field, value).toString();
  }
}
