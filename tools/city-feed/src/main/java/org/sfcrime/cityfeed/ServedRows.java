package org.sfcrime.cityfeed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The log of the pages that the feed has served completely: for each page one JSON object with the
 * rows, whether another page follows, the number of the refresh and the number of the poll. A row
 * is an array of {@code cad_number}, {@code call_last_updated_at} and {@code disposition}. For each
 * fault that a request meets, the log has an object with the fault's name.
 *
 * @param file null for no log
 */
record ServedRows(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FIELDS =
      List.of("cad_number", "call_last_updated_at", "disposition");

  void write(int poll, int refresh, boolean isFull, List<ObjectNode> rows) {
    ObjectNode page = JSON.createObjectNode();
    ArrayNode shown = page.putArray("rows");
    for (ObjectNode row : rows) {
      ArrayNode values = shown.addArray();
      FIELDS.forEach(field -> values.add(row.path(field).asText()));
    }
    append(page.put("more", isFull).put("refresh", refresh), poll);
  }

  void fault(int poll, String name) {
    append(JSON.createObjectNode().put("fault", name), poll);
  }

  /** Puts the poll at the end, where a reader that follows the log finds it. */
  private void append(ObjectNode entry, int poll) {
    if (file == null) {
      return;
    }
    String line = entry.put("poll", poll) + "\n";
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("--log cannot be written", e);
    }
  }
}
