package org.sfcrime.producer.follow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import org.sfcrime.callrecord.CallDateTime;

/**
 * The content of a record: equal for two records that differ only in the order of their fields, and
 * in the fields that say when the row was loaded.
 *
 * @param high the first half of 128 bits of SHA-256
 * @param low the second half
 * @param eventTimeMillis the event time of a call, as {@link CallDateTime#parse} returns it
 */
record Revision(long high, long low, long eventTimeMillis) {
  private static final Set<String> LOAD =
      Set.of("data_as_of", "data_loaded_at", "data_updated_at", "source_filename");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  /** Returns the revision of a record; a value that is not a JSON object is compared as bytes. */
  static Revision of(byte[] value) {
    try {
      Map<String, Object> fields = JSON.readValue(value, FIELDS);
      if (fields != null) {
        // Names of the API's own fields begin with a colon, also those of computed regions.
        fields.keySet().removeIf(name -> LOAD.contains(name) || name.startsWith(":"));
        Object time = fields.get("call_date_time");
        return ofBytes(
            JSON.writeValueAsBytes(fields),
            time instanceof String text ? CallDateTime.parse(text) : CallDateTime.INVALID);
      }
    } catch (IOException e) {
      // Not a JSON object.
    }
    return ofBytes(value, CallDateTime.INVALID);
  }

  private static Revision ofBytes(byte[] bytes, long eventTimeMillis) {
    try {
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new Revision(digest.getLong(), digest.getLong(), eventTimeMillis);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
