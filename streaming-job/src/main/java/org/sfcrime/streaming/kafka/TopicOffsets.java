package org.sfcrime.streaming.kafka;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.commandline.CommandException;

/**
 * The offsets of a batch by partition.
 *
 * @param processed the offset after the batch
 * @param latest the end of the partition when Spark planned the batch
 */
public record TopicOffsets(Map<Integer, Long> processed, Map<Integer, Long> latest) {
  public static final TopicOffsets NONE = new TopicOffsets(Map.of(), Map.of());
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the offsets from Spark's progress. */
  public static TopicOffsets of(StreamingQueryProgress progress, String topic) {
    var source = progress.sources()[0];
    return new TopicOffsets(parse(source.endOffset(), topic), parse(source.latestOffset(), topic));
  }

  /** Returns the number of unread offsets after the batch, by partition. */
  public Map<Integer, Long> lag() {
    Map<Integer, Long> lag = new TreeMap<>();
    latest.forEach(
        (partition, end) ->
            lag.put(partition, Math.max(0, end - processed.getOrDefault(partition, 0L))));
    return lag;
  }

  /** Reads Spark's JSON of offsets, {@code {"topic":{"0":12}}}, which may be null. */
  public static Map<Integer, Long> parse(String json, String topic) {
    if (json == null) {
      return Map.of();
    }
    try {
      Map<String, Map<Integer, Long>> byTopic = JSON.readValue(json, new TypeReference<>() {});
      return byTopic.getOrDefault(topic, Map.of());
    } catch (IOException e) {
      throw new CommandException("Spark has offsets that are not JSON: " + json, e);
    }
  }
}
