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
 * is an array of {@code cad_number}, {@code call_last_updated_at} and {@code disposition}.
 *
 * @param file null for no log
 */
record ServedRows(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FIELDS =
      List.of("cad_number", "call_last_updated_at", "disposition");

  void write(int poll, int refresh, boolean isFull, List<ObjectNode> rows) throws IOException {
    if (file == null) {
      return;
    }
    ObjectNode page = JSON.createObjectNode();
    ArrayNode shown = page.putArray("rows");
    for (ObjectNode row : rows) {
      ArrayNode values = shown.addArray();
      FIELDS.forEach(field -> values.add(row.path(field).asText()));
    }
    // At the end, where a reader that follows the log finds them.
    page.put("more", isFull).put("refresh", refresh).put("poll", poll);
    try {
      Files.writeString(file, page + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("--log cannot be written", e);
    }
  }
}
