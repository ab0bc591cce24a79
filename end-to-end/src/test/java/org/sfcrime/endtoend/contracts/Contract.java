package org.sfcrime.endtoend.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sfcrime.endtoend.harness.Rig;

/** A schema of {@code docs/contracts}, or a part of one. */
record Contract(String name, JsonSchema schema) {
  static final Path FOLDER = Rig.HOME.root().resolve("docs/contracts");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  /**
   * Reads a schema.
   *
   * @param name the name of a file in the folder, also with a fragment such as {@code #/$defs/key}
   */
  static Contract of(String name) {
    return new Contract(name, SCHEMAS.getSchema(SchemaLocation.of(FOLDER.toUri() + name)));
  }

  /** Reads JSON from a record. */
  static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
    }
  }

  void assertAccepts(JsonNode record) {
    assertThat(schema.validate(record)).as("%s: %s", name, record).isEmpty();
  }

  void assertRefuses(JsonNode record) {
    assertThat(schema.validate(record)).as("%s: %s", name, record).isNotEmpty();
  }

  /** Checks that a record without one of the fields, or with a wrong type, is refused. */
  void assertNeeds(JsonNode record, String... fields) {
    assertAccepts(record);
    for (String field : fields) {
      ObjectNode changed = record.deepCopy();
      assertThat(changed.remove(field)).as(field).isNotNull();
      assertRefuses(changed);
      assertRefuses(changed.put(field, true));
      assertRefuses(changed.putObject(field));
    }
  }
}
