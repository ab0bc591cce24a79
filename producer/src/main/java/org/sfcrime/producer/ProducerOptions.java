package org.sfcrime.producer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.sfcrime.callfile.CallFile;
import org.sfcrime.commandline.ClientProperties;
import org.sfcrime.commandline.MetricsServer;

/**
 * What a run is asked to do.
 *
 * @param file path of the call file, or {@code -} for standard input
 * @param topic where calls go
 * @param rejectedTopic where records go that are not calls
 * @param topicSettings how a missing topic is created
 * @param order in which the calls are sent
 * @param throughput calls a second, or -1 for no limit
 * @param speed how many times as fast as the calls happened, or 0 to ignore event time
 * @param maxRecords calls to publish at most, or -1 for all
 * @param failOnMalformed whether the first rejected record ends the run
 * @param report file for the JSON report, or null
 * @param metricsPort where Prometheus is answered, 0 for any port that is free, null for nowhere
 * @param job how the run is known, and whether it goes on with an earlier one
 * @param clientProperties settings of the Kafka client, with {@code bootstrap.servers}
 */
record ProducerOptions(
    String file,
    String topic,
    String rejectedTopic,
    TopicSettings topicSettings,
    Order order,
    long throughput,
    double speed,
    long maxRecords,
    boolean failOnMalformed,
    Path report,
    Integer metricsPort,
    JobSettings job,
    Map<String, Object> clientProperties) {
  /** The order in which calls are sent. */
  enum Order {
    /** Oldest call first, whatever the file's order. */
    EVENT_TIME("event-time"),
    /** As they stand in the file. */
    FILE("file");

    private final String flag;

    Order(String flag) {
      this.flag = flag;
    }

    /** Returns the order with this value of {@code --order}. */
    static Order of(String flag) {
      return Stream.of(values())
          .filter(order -> order.flag.equals(flag))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "--order (" + flag + ") must be event-time or file"));
    }

    @Override
    public String toString() {
      return flag;
    }
  }

  /**
   * How a missing topic is created.
   *
   * @param partitions number of partitions
   * @param partitionsAsked whether the user named the number, and must hear that a topic differs
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
   * What makes a run the continuation of another.
   *
   * @param transactionalId the job's name: of two producers with the same, the older is fenced
   * @param positionsTopic where positions are kept
   * @param resume whether to go on after the calls that are committed
   */
  record JobSettings(String transactionalId, String positionsTopic, boolean resume) {
    JobSettings {
      require(!transactionalId.isBlank(), "--transactional-id must not be blank");
    }
  }

  ProducerOptions {
    Objects.requireNonNull(order);
    clientProperties = Map.copyOf(clientProperties);
    require(!file.isEmpty(), "--file must not be empty");
    require(
        !topic.equals(rejectedTopic), "--rejected-topic must differ from --topic (" + topic + ")");
    require(
        !job.positionsTopic().equals(topic) && !job.positionsTopic().equals(rejectedTopic),
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
        speed >= 0 && Double.isFinite(speed), "--speed (" + speed + ") must be a number above 0");
    require(speed == 0 || throughput == -1, "--speed and --throughput exclude each other");
    require(
        speed == 0 || order == Order.EVENT_TIME,
        "--speed replays in event-time order: leave --order file out");
    require(
        report == null || Files.isDirectory(report.toAbsolutePath().getParent()),
        "--report (" + report + ") must be in a directory that exists");
    MetricsServer.checkPort(metricsPort);
  }

  Pacing pacing() {
    if (speed > 0) {
      return Pacing.speed(speed);
    }
    return throughput > 0 ? Pacing.throughput(throughput) : Pacing.unlimited();
  }

  String bootstrapServers() {
    return clientProperties.get(ClientProperties.BOOTSTRAP_SERVERS).toString();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
