package org.sfcrime.streaming.sink;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sfcrime.streaming.kafka.NewTopics;

/**
 * The destinations of each batch. Except for {@code newTopics}, null means that there is none.
 *
 * @param console whether the console shows the first counts
 * @param kafka the topics of the counts
 * @param jdbc the table of the counts
 * @param parquetFolder for the counts of closed windows
 * @param deadLetterTopic for rejected records
 * @param newTopics the settings of topics that the job creates
 */
public record SinkOptions(
    boolean console,
    CountTopics kafka,
    PostgresOptions jdbc,
    String parquetFolder,
    String deadLetterTopic,
    NewTopics newTopics) {

  /** The topics of {@code --sink kafka}: newest totals and late calls. */
  record CountTopics(String counts, String late) {}

  /** The sinks by flag. A sink that joined a checkpoint later would be incomplete. */
  public Map<String, String> frozenSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--counts-topic", kafka == null ? "not used" : kafka.counts());
    settings.put("--late-topic", kafka == null ? "not used" : kafka.late());
    settings.put("--jdbc-table", jdbc == null ? "not used" : jdbc.table());
    settings.put("--parquet-dir", parquetFolder == null ? "not used" : parquetFolder);
    return settings;
  }
}
