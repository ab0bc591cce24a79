package org.sfcrime.streaming.sink;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sfcrime.commandline.PropertiesFile;
import org.sfcrime.commandline.SecretFile;
import picocli.CommandLine.Option;

/**
 * The options for the destinations of each batch. Picocli sets the fields from the command line.
 */
public final class SinkOptions {
  private static final Set<String> SINKS =
      new LinkedHashSet<>(List.of("console", "kafka", "jdbc", "parquet"));
  private static final String NOT_USED = "not used";

  /** The value of {@code --dead-letter-topic} for no topic. */
  static final String NONE = "none";

  @Option(
      names = "--sink",
      paramLabel = "SINK",
      defaultValue = "console",
      description =
          "A destination of the counts: console, kafka, jdbc (PostgreSQL) or parquet (closed windows). Repeat the option for several (default: ${DEFAULT-VALUE}).")
  private List<String> sinks;

  @Option(
      names = "--counts-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.crimecounts.v1",
      description =
          "--sink kafka: the compacted topic for the newest totals (default: ${DEFAULT-VALUE}).")
  String countsTopic;

  @Option(
      names = "--late-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.crimecounts.late.v1",
      description =
          "--sink kafka: the compacted topic of late calls, one record for each batch and count; readers add them up (default: ${DEFAULT-VALUE}).")
  String lateTopic;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = "--sink jdbc: jdbc:postgresql://HOST:PORT/DATABASE, without a password.")
  private String jdbcUrl;

  @Option(
      names = "--jdbc-table",
      paramLabel = "TABLE",
      defaultValue = "crime_counts",
      description =
          "--sink jdbc: the table of the counts, one row each; created if it does not exist (default: ${DEFAULT-VALUE}).")
  private String jdbcTable;

  @Option(
      names = "--jdbc-config",
      paramLabel = "FILE",
      description =
          "--sink jdbc: properties of the driver, for example user and password (~/.pgpass works too).")
  private Path jdbcConfig;

  @Option(
      names = "--parquet-dir",
      paramLabel = "DIR",
      description =
          "--sink parquet: the directory of the files, one for each batch and task, each window once; needs --output-mode append.")
  String parquetDir;

  @Option(
      names = "--dead-letter-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.rejected.v1",
      description =
          "The compacted topic of the unchanged rejected records and the reasons, or none (default: ${DEFAULT-VALUE}).")
  String deadLetterTopic;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of a topic that the job creates (default: ${DEFAULT-VALUE}).")
  int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Replication factor of a topic that the job creates (default: ${DEFAULT-VALUE}).")
  short replicationFactor;

  /** The database of {@code --sink jdbc}; null for none. */
  PostgresOptions postgres;

  /**
   * Checks the options, and reads the file of {@code --jdbc-config}.
   *
   * @throws IllegalArgumentException if an option is invalid or needs another one
   */
  public SinkOptions checked() {
    for (String sink : sinks) {
      if (!SINKS.contains(sink)) {
        throw new IllegalArgumentException(
            "--sink %s: must be one of %s".formatted(sink, String.join(", ", SINKS)));
      }
    }
    require("jdbc", "--jdbc-url", jdbcUrl);
    require("parquet", "--parquet-dir", parquetDir);
    if (jdbcUrl != null) {
      postgres =
          new PostgresOptions(jdbcUrl, jdbcTable, PropertiesFile.read("--jdbc-config", jdbcConfig));
    }
    if (partitions < 1 || replicationFactor < 1) {
      throw new IllegalArgumentException(
          "--partitions (%d) and --replication-factor (%d) must be at least 1"
              .formatted(partitions, replicationFactor));
    }
    return this;
  }

  /** Returns a warning if all users can read a {@code --jdbc-config} file that has a password. */
  public Optional<String> exposedPassword() {
    return postgres != null && postgres.properties().containsKey("password")
        ? SecretFile.exposed(jdbcConfig)
        : Optional.empty();
  }

  private void require(String sink, String flag, String value) {
    if (writesTo(sink) != (value != null)) {
      String message = value == null ? "--sink %s needs %s" : "%2$s is for --sink %1$s: give both";
      throw new IllegalArgumentException(message.formatted(sink, flag));
    }
  }

  /** Whether the user gave {@code --sink} with this value. */
  public boolean writesTo(String sink) {
    return sinks.contains(sink);
  }

  /**
   * The values that only some sinks use, by flag. A sink that joined a checkpoint later would be
   * incomplete.
   */
  public Map<String, String> frozenSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--counts-topic", writesTo("kafka") ? countsTopic : NOT_USED);
    settings.put("--late-topic", writesTo("kafka") ? lateTopic : NOT_USED);
    settings.put("--jdbc-table", writesTo("jdbc") ? jdbcTable : NOT_USED);
    settings.put("--parquet-dir", writesTo("parquet") ? parquetDir : NOT_USED);
    return settings;
  }
}
