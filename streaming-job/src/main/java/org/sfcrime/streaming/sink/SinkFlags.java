package org.sfcrime.streaming.sink;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sfcrime.commandline.PropertiesFile;
import org.sfcrime.streaming.kafka.NewTopics;
import picocli.CommandLine.Option;

/** The command-line options for the sinks. */
public final class SinkFlags {
  private static final Set<String> SINKS =
      new LinkedHashSet<>(List.of("console", "kafka", "jdbc", "parquet"));
  private static final String NONE = "none";

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
  private String countsTopic;

  @Option(
      names = "--late-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.crimecounts.late.v1",
      description =
          "--sink kafka: the compacted topic of late calls, one record for each batch and count; readers add them up (default: ${DEFAULT-VALUE}).")
  private String lateTopic;

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
  private String parquetDir;

  @Option(
      names = "--dead-letter-topic",
      paramLabel = "TOPIC",
      defaultValue = "org.sanfrancisco.sfpd.servicecalls.rejected.v1",
      description =
          "The compacted topic of the unchanged rejected records and the reasons, or none (default: ${DEFAULT-VALUE}).")
  private String deadLetterTopic;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of a topic that the job creates (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Replication factor of a topic that the job creates (default: ${DEFAULT-VALUE}).")
  private short replicationFactor;

  /**
   * Returns the options as a record.
   *
   * @throws IllegalArgumentException if an option is invalid or needs another one
   */
  public SinkOptions toOptions() {
    for (String sink : sinks) {
      if (!SINKS.contains(sink)) {
        throw new IllegalArgumentException(
            "--sink %s: must be one of %s".formatted(sink, String.join(", ", SINKS)));
      }
    }
    require("jdbc", "--jdbc-url", jdbcUrl);
    require("parquet", "--parquet-dir", parquetDir);
    return new SinkOptions(
        sinks.contains("console"),
        sinks.contains("kafka") ? new SinkOptions.CountTopics(countsTopic, lateTopic) : null,
        jdbcUrl == null
            ? null
            : new PostgresOptions(
                jdbcUrl, jdbcTable, PropertiesFile.read("--jdbc-config", jdbcConfig)),
        parquetDir,
        deadLetterTopic.equals(NONE) ? null : deadLetterTopic,
        new NewTopics(partitions, replicationFactor));
  }

  private void require(String sink, String flag, String value) {
    if (sinks.contains(sink) && value == null) {
      throw new IllegalArgumentException("--sink %s needs %s".formatted(sink, flag));
    }
    if (!sinks.contains(sink) && value != null) {
      throw new IllegalArgumentException("%s is for --sink %s: give both".formatted(flag, sink));
    }
  }
}
