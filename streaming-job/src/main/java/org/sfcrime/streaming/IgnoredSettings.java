package org.sfcrime.streaming;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.spark.sql.SparkSession;
import org.sfcrime.commandline.client.ClientProperties;
import org.sfcrime.streaming.kafka.KafkaOptions;
import org.sfcrime.streaming.query.SparkSettings;

/**
 * Finds settings that Spark and Kafka's client silently ignore: settings of other streaming APIs
 * and misspelt names.
 */
final class IgnoredSettings {
  private static final int TYPING_ERRORS = 2;
  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(TYPING_ERRORS);
  private static final String OFFSETS_FLAG = "--max-offsets-per-trigger";

  /** The flags for options of Spark's Kafka source, by the option's name in lower case. */
  private static final Map<String, String> SOURCE_OPTIONS =
      Map.of(
          "maxoffsetspertrigger", OFFSETS_FLAG,
          "maxrateperpartition", OFFSETS_FLAG,
          "minpartitions", "--min-partitions",
          "startingoffsets", "--starting-offsets",
          "subscribe", "--topic");

  private static final Pattern CONF = Pattern.compile("(?:^|\\s)(?:-c|--conf)[\\s=]([\\w.]+)=");

  /** The prefix of user-defined settings, which no list contains. */
  private static final String USER_DEFINED = "spark.sql.catalog.";

  /** A setting that Spark reads but does not list; config/spark-defaults.conf sets it. */
  private static final String UNLISTED = "spark.sql.streaming.checkpointFileManagerClass";

  private IgnoredSettings() {}

  /** Returns a line for each setting without an effect; the line names the setting to use. */
  static List<String> notes(SparkSession spark, KafkaOptions kafka) {
    Set<String> set = new TreeSet<>(onCommandLine(System.getProperty("sun.java.command", "")));
    Stream.of(spark.sparkContext().getConf().getAll()).forEach(entry -> set.add(entry._1()));
    List<String> notes = new ArrayList<>(ofSpark(set, SparkSettings.names()));
    notes.addAll(ofClient(kafka.properties().keySet()));
    return notes;
  }

  /**
   * Returns the names given as --conf; spark-submit drops those that do not begin with "spark.".
   */
  static List<String> onCommandLine(String command) {
    return CONF.matcher(command).results().map(match -> match.group(1)).toList();
  }

  static List<String> ofSpark(Collection<String> names, Set<String> known) {
    return names.stream()
        .sorted()
        .map(name -> ofSpark(name, known))
        .filter(note -> !note.isEmpty())
        .toList();
  }

  private static String ofSpark(String name, Set<String> known) {
    if (name.equals("spark.default.parallelism")) {
      return name
          + " does nothing for this job; spark.sql.shuffle.partitions is the number of tasks";
    }
    if (known.contains(name) || name.equals(UNLISTED)) {
      return "";
    }
    String flag = sourceOption(name.substring(name.lastIndexOf('.') + 1));
    if (flag != null) {
      return "%s does nothing; use the job's flag %s".formatted(name, flag);
    }
    if (name.startsWith("spark.streaming.")) {
      return "%s is of the older DStreams and does nothing here; %s limits a batch, and SIGTERM always lets it end"
          .formatted(name, OFFSETS_FLAG);
    }
    String meant = nameMeant(name, known);
    boolean isUserDefined = !name.startsWith("spark.sql.") || name.startsWith(USER_DEFINED);
    return meant.isEmpty() && isUserDefined
        ? ""
        : "Spark does not know %s and ignores it%s".formatted(name, meant);
  }

  static List<String> ofClient(Collection<String> names) {
    Set<String> known = new TreeSet<>(ConsumerConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    known.addAll(AdminClientConfig.configNames());
    return names.stream()
        .filter(name -> !ClientProperties.isKnown(name, known))
        .sorted()
        .map(name -> ofClient(name, known))
        .toList();
  }

  private static String ofClient(String name, Set<String> known) {
    String flag = sourceOption(name);
    if (flag != null) {
      return "%s is no property of the Kafka client; use the job's flag %s".formatted(name, flag);
    }
    return "the Kafka client does not know the property %s%s"
        .formatted(name, nameMeant(name, known));
  }

  /** Returns the flag for an option's name, which may have typing errors; null if there is none. */
  private static String sourceOption(String name) {
    return closest(name.toLowerCase(Locale.ROOT), SOURCE_OPTIONS.keySet())
        .map(SOURCE_OPTIONS::get)
        .orElse(null);
  }

  /** The end of a note about a name with typing errors; empty if no known name is similar. */
  private static String nameMeant(String name, Set<String> known) {
    return closest(name, known).map("; %s is the name"::formatted).orElse("");
  }

  private static Optional<String> closest(String name, Set<String> known) {
    return known.stream()
        .filter(candidate -> DISTANCE.apply(name, candidate) >= 0)
        .min(Comparator.comparing(candidate -> DISTANCE.apply(name, candidate)));
  }
}
