package org.sfcrime.streaming.sink;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sfcrime.streaming.kafka.NewTopics;

/**
 * Where each batch's output goes.
 *
 * @param console whether the first counts are shown
 * @param kafka the counts' topics, or null for none
 * @param jdbc the counts' table, or null for none
 * @param parquetFolder for the counts of closed windows, or null for none
 * @param deadLetterTopic for rejected records, or null for none
 * @param newTopics what a topic is made with that is not there
 */
public record SinkOptions(
    boolean console,
    CountTopics kafka,
    PostgresSink jdbc,
    String parquetFolder,
    String deadLetterTopic,
    NewTopics newTopics) {

  /**
   * The topics of {@code --sink kafka}.
   *
   * @param counts newest totals
   * @param late late calls
   */
  record CountTopics(String counts, String late) {}

  /** What would be incomplete if it came to a checkpoint later, by flag. */
  public Map<String, String> frozenSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--counts-topic", kafka == null ? "not used" : kafka.counts());
    settings.put("--late-topic", kafka == null ? "not used" : kafka.late());
    settings.put("--jdbc-table", jdbc == null ? "not used" : jdbc.table());
    settings.put("--parquet-dir", parquetFolder == null ? "not used" : parquetFolder);
    return settings;
  }
}
