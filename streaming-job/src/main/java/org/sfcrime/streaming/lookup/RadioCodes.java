package org.sfcrime.streaming.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The radio codes: the descriptions of the disposition codes.
 *
 * @param descriptions by code
 */
public record RadioCodes(Map<String, String> descriptions) {
  /**
   * Reads a JSON array of {@code {"disposition_code", "description"}} objects.
   *
   * @param file the file, or null for the table inside the jar
   * @throws IllegalArgumentException if the file cannot be read, has another form, or has a code
   *     twice, which would count calls twice in a join
   */
  public static RadioCodes read(Path file) {
    String name = file == null ? "the radio codes inside the jar" : file.toString();
    try (InputStream in =
        file == null
            ? RadioCodes.class.getResourceAsStream("/radio_code.json")
            : Files.newInputStream(file)) {
      return of(name, new ObjectMapper().readTree(in));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: not JSON: %s".formatted(name, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--radio-codes %s: cannot be read (%s)".formatted(name, e.getClass().getSimpleName()), e);
    }
  }

  private static RadioCodes of(String name, JsonNode table) {
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (JsonNode entry : table) {
      String code = entry.path("disposition_code").textValue();
      String description = entry.path("description").textValue();
      if (code == null || description == null) {
        throw new IllegalArgumentException(
            "%s: %s is not an object with disposition_code and description".formatted(name, entry));
      }
      if (descriptions.put(code, description) != null) {
        throw new IllegalArgumentException(
            "%s: disposition code %s appears twice; keep one".formatted(name, code));
      }
    }
    if (!table.isArray() || descriptions.isEmpty()) {
      throw new IllegalArgumentException("%s: not a JSON array of radio codes".formatted(name));
    }
    return new RadioCodes(descriptions);
  }
}
