package org.sfcrime.producer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.commandline.MetricsServer;
import org.sfcrime.commandline.client.ClientProperties;
import org.sfcrime.commandline.client.Refusal;

/**
 * The options of the producer.
 *
 * @param file path of the call file, {@code -} for standard input, or the address of a feed
 * @param topic the topic for calls
 * @param rejectedTopic the topic for rejected records
 * @param topicSettings how a missing topic is created
 * @param order the order in which calls are sent
 * @param range the calls that are sent
 * @param throughput calls per second, or -1 for no limit
 * @param speed the factor of the replay's speed, or 0 to ignore event time
 * @param maxRecords the most calls to publish, or -1 for all
 * @param failOnMalformed whether the first rejected record ends the run
 * @param report file for the JSON report, or null
 * @param metricsPort the port of the metrics server, 0 for any free port, null for no server
 * @param job the name of the job, and whether to resume it
 * @param clientProperties the properties of the Kafka client, with {@code bootstrap.servers}
 */
record ProducerOptions(
    String file,
    String topic,
    String rejectedTopic,
    TopicSettings topicSettings,
    Order order,
    EventTimeRange range,
    long throughput,
    Double speed,
    long maxRecords,
    boolean failOnMalformed,
    Path report,
    Integer metricsPort,
    JobSettings job,
    Map<String, Object> clientProperties) {
  /** The order in which calls are sent. */
  enum Order {
    /** The oldest call first. */
    EVENT_TIME,
    /** The order of the file. */
    FILE;

    /** Returns the value of {@code --order}. */
    @Override
    public String toString() {
      return this == EVENT_TIME ? "event-time" : "file";
    }
  }

  /**
   * How a missing topic is created.
   *
   * @param partitions number of partitions
   * @param partitionsAsked whether the user gave the number, and gets a warning if a topic differs
   * @param replicationFactor number of replicas
   */
  record TopicSettings(int partitions, boolean partitionsAsked, short replicationFactor) {
    TopicSettings {
      require(partitions > 0, "--partitions (" + partitions + ") must be at least 1");
      require(
          replicationFactor > 0,
          "--replication-factor (" + replicationFactor + ") must be at least 1");
    }
  }

  /**
   * The job that a run belongs to.
   *
   * @param transactionalId the job's name; of two producers with the same name, the older is fenced
   * @param formerId the name that version 0.1.0 gave the job: the path of the file can have links
   * @param positionsTopic the topic for positions; null for a feed, which needs none
   * @param resume whether to continue after the committed calls
   */
  record JobSettings(
      String transactionalId, String formerId, String positionsTopic, boolean resume) {
    JobSettings {
      require(!transactionalId.isBlank(), "--transactional-id must not be blank");
    }

    /**
     * Returns the job of a file.
     *
     * @param name the value of {@code --transactional-id}, or null
     */
    static JobSettings ofFile(
        String topic, String file, String name, String positionsTopic, boolean resume) {
      if (name != null) {
        return new JobSettings(name, name, positionsTopic, resume);
      }
      String prefix = "sfcrime-producer:" + topic + ":";
      Path path = Path.of(file).toAbsolutePath().normalize();
      return new JobSettings(prefix + withoutLinks(path), prefix + path, positionsTopic, resume);
    }

    /** Returns the path itself if there is no file, as for standard input. */
    private static Path withoutLinks(Path path) {
      try {
        return path.toRealPath();
      } catch (IOException e) {
        return path;
      }
    }

    /**
     * Returns the job of a feed.
     *
     * @param name the value of {@code --transactional-id}, or null
     */
    static JobSettings ofFeed(String topic, URI feed, String name) {
      String id = name == null ? "sfcrime-producer:" + topic + ":" + feed : name;
      return new JobSettings(id, id, null, false);
    }
  }

  ProducerOptions {
    Objects.requireNonNull(order);
    clientProperties = Map.copyOf(clientProperties);
    require(!file.isEmpty(), "--file must not be empty");
    require(
        !topic.equals(rejectedTopic), "--rejected-topic must differ from --topic (" + topic + ")");
    require(
        !topic.equals(job.positionsTopic()) && !rejectedTopic.equals(job.positionsTopic()),
        "--positions-topic must differ from --topic and --rejected-topic ("
            + job.positionsTopic()
            + ")");
    require(
        !job.resume() || !file.equals(CallFile.STANDARD_INPUT),
        "--resume needs a file: standard input cannot be read again; save it to a file first");
    require(
        throughput == -1 || throughput > 0,
        "--throughput (" + throughput + ") must be at least 1, or -1 for no limit");
    require(
        maxRecords == -1 || maxRecords > 0,
        "--max-records (" + maxRecords + ") must be at least 1, or -1 for all");
    require(
        speed == null || (speed > 0 && Double.isFinite(speed)),
        "--speed (" + speed + ") must be a number above 0");
    require(speed == null || throughput == -1, "--speed and --throughput exclude each other");
    require(
        speed == null || order == Order.EVENT_TIME,
        "--speed replays in event-time order: leave --order file out");
    require(
        report == null || Files.isDirectory(report.toAbsolutePath().getParent()),
        "--report (" + report + ") must be in a directory that exists");
    MetricsServer.checkPort(metricsPort);
  }

  Pacing pacing() {
    if (speed != null) {
      return Pacing.speed(speed);
    }
    return throughput > 0 ? Pacing.throughput(throughput) : Pacing.unlimited();
  }

  String bootstrapServers() {
    return clientProperties.get(ClientProperties.BOOTSTRAP_SERVERS).toString();
  }

  /** Explains why the client did not send a record. */
  String whyNotSent(Exception failure) {
    return explain(LoginCheck.reason(failure, clientProperties), "Write", topic);
  }

  /** Explains a failure of the client, other than while it sends. */
  String clientFailure(Exception failure) {
    return "The Kafka client failed: " + explain(failure, "Read", topic);
  }

  /**
   * Explains a failure of the client in one line.
   *
   * @param operation the right that the client needs
   */
  String explain(Throwable failure, String operation, String onTopic) {
    Map<String, Object> client = new HashMap<>(clientProperties);
    client.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, job.transactionalId());
    return Refusal.text(failure, client, operation, onTopic);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
