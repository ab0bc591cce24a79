package org.sfcrime.streaming;

import java.util.Map;
import org.sfcrime.commandline.client.ClientProperties;

/** The rules for the properties of the job's Kafka clients. */
final class JobProperties {
  private static final String SPARK = "Spark sets it";

  static final ClientProperties RULES =
      new ClientProperties(
          Map.of(),
          Map.of(
              "group.id", "for the lag, use --commit-group",
              "key.deserializer", SPARK,
              "value.deserializer", SPARK,
              "auto.offset.reset", "use --starting-offsets",
              "enable.auto.commit", "the checkpoint holds the position",
              "interceptor.classes", SPARK,
              "isolation.level", "only committed calls are counted",
              "transactional.id", "the sinks use no transactions"));

  private JobProperties() {}
}
