package org.sfcrime.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Some fields of a flat JSON object, found without making a tree of it. */
final class Fields {
  private Fields() {}

  static Map<String, String> of(JsonFactory factory, byte[] object, Set<String> names) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser parser = factory.createParser(object)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && names.contains(parser.currentName())) {
          String name = parser.currentName();
          parser.nextToken();
          found.put(name, parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a record is no JSON object", e);
    }
    return found;
  }
}
