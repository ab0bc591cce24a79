package org.sfcrime.callfile.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.callfile.split.ByteWindow;
import org.sfcrime.callfile.split.JsonElementScanner;

/**
 * A JSON object around an array of calls, such as {@code {"data": […]}}.
 *
 * @param array the offset of the array
 * @param columns the names of the columns if the calls are arrays, as in DataSF's {@code
 *     rows.json}; empty if they are objects
 */
public record JsonEnvelope(long array, List<String> columns) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Returns the envelope that begins at {@code start}, or null if the calls have no envelope.
   *
   * @param start the window must be able to return to this offset
   */
  public static JsonEnvelope find(ByteWindow window, long start) throws IOException {
    try {
      return search(window, start);
    } catch (JsonProcessingException e) {
      return null; // The first record is malformed, which its check will find.
    }
  }

  private static JsonEnvelope search(ByteWindow window, long start) throws IOException {
    JsonElementScanner scanner = new JsonElementScanner(window);
    window.hold(start);
    List<String> columns = List.of();
    long offset = window.skipSpace(start, Long.MAX_VALUE);
    while (window.at(offset) == '{' || window.at(offset) == ',') {
      long name = window.skipSpace(offset + 1, Long.MAX_VALUE);
      long nameEnd = window.at(name) == '"' ? scanner.scan(name, Long.MAX_VALUE) : -1;
      if (nameEnd < 0 || isKey(window, name, nameEnd)) {
        return null;
      }
      long value = window.skipSpace(nameEnd, Long.MAX_VALUE);
      value = window.skipSpace(value + (window.at(value) == ':' ? 1 : 0), Long.MAX_VALUE);
      if (window.at(value) == '[' && isCalls(window, scanner, value, columns)) {
        return new JsonEnvelope(value, columns);
      }
      long end = scanner.scan(value, Long.MAX_VALUE);
      if (end < 0 || !window.holds(start)) {
        return null;
      }
      List<String> found = columns(window.copy(name, nameEnd), window.copy(value, end));
      columns = found.isEmpty() ? columns : found;
      offset = window.skipSpace(end, Long.MAX_VALUE);
    }
    return null;
  }

  private static boolean isKey(ByteWindow window, long from, long to) throws IOException {
    SourceField field = SourceField.named(JSON.readTree(window.copy(from, to)).textValue());
    return field != null && field.isKey();
  }

  private static boolean isCalls(
      ByteWindow window, JsonElementScanner scanner, long array, List<String> columns)
      throws IOException {
    long element = window.skipSpace(array + 1, Long.MAX_VALUE);
    if (window.at(element) == '[') {
      return !columns.isEmpty();
    }
    long end = window.at(element) == '{' ? scanner.scan(element, Long.MAX_VALUE) : -1;
    if (end < 0 || !window.holds(element)) {
      return false;
    }
    List<String> names = new ArrayList<>();
    JSON.readTree(window.copy(element, end)).fieldNames().forEachRemaining(names::add);
    return names.stream().map(SourceField::named).anyMatch(f -> f != null && f.isKey());
  }

  /**
   * Returns the columns that a field of the envelope describes: {@code meta} of DataSF's {@code
   * rows.json}, or {@code columns} as pandas writes it. A column without a name is ignored.
   */
  private static List<String> columns(byte[] name, byte[] value) throws IOException {
    List<String> columns = new ArrayList<>();
    String field = JSON.readTree(name).textValue();
    if (field.equals("meta")) {
      for (JsonNode column : JSON.readTree(value).at("/view/columns")) {
        boolean isField = !column.path("dataTypeName").asText().equals("meta_data");
        columns.add(isField ? column.path("fieldName").asText() : "");
      }
    } else if (field.equals("columns")) {
      JSON.readTree(value).forEach(column -> columns.add(column.asText()));
    }
    return columns;
  }
}
