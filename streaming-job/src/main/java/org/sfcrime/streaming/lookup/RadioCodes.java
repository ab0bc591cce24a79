package org.sfcrime.streaming.lookup;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.commandline.ExceptionText;

/**
 * The radio codes: the descriptions of the disposition codes.
 *
 * @param descriptions by code
 */
public record RadioCodes(Map<String, String> descriptions) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_SHOWN = 100;
  private static final String EXPECTED =
      "expected a JSON array, or one object a line, of {\"disposition_code\":\"HAN\",\"description\":\"Handled\"}";

  /**
   * Reads {@code {"disposition_code", "description"}} objects: a JSON array, or one object a line.
   * A code may be a number.
   *
   * @param file the file, or null for the table inside the jar
   * @throws IllegalArgumentException if the file cannot be read, has another form, or has a code
   *     twice, which would count calls twice in a join
   */
  public static RadioCodes read(Path file) {
    String name = file == null ? "the radio codes inside the jar" : "--radio-codes " + file;
    Map<String, String> descriptions = new LinkedHashMap<>();
    try (InputStream in =
            file == null
                ? RadioCodes.class.getResourceAsStream("/radio_code.json")
                : Files.newInputStream(file);
        JsonParser parser = JSON.createParser(in)) {
      MappingIterator<JsonNode> values = JSON.readValues(parser, JsonNode.class);
      while (values.hasNextValue()) {
        JsonNode value = values.nextValue();
        for (JsonNode entry : value.isArray() ? value : List.of(value)) {
          add(entry, name, descriptions);
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: not JSON: %s; %s".formatted(name, e.getOriginalMessage(), EXPECTED), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: cannot be read (%s)".formatted(name, ExceptionText.of(e)), e);
    }
    if (descriptions.isEmpty()) {
      throw new IllegalArgumentException("%s: no radio codes; %s".formatted(name, EXPECTED));
    }
    return new RadioCodes(descriptions);
  }

  private static void add(JsonNode entry, String name, Map<String, String> descriptions) {
    JsonNode code = entry.path("disposition_code");
    String description = entry.path("description").textValue();
    if (!(code.isTextual() || code.isNumber()) || description == null) {
      String text = entry.toString();
      throw new IllegalArgumentException(
          "%s: %s is not a radio code; %s"
              .formatted(name, text.substring(0, Math.min(text.length(), MOST_SHOWN)), EXPECTED));
    }
    if (descriptions.put(code.asText(), description) != null) {
      throw new IllegalArgumentException(
          "%s: disposition code %s appears twice; keep one".formatted(name, code.asText()));
    }
  }
}
