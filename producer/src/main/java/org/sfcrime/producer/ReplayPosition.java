package org.sfcrime.producer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.producer.send.CallSender;

/**
 * The progress of a job: it has sent the first {@code calls} calls in its order and the first
 * {@code rejected} rejected records in the order of the file.
 *
 * <p>Two counts describe the position in both orders. In file order, calls and rejected records are
 * one sequence. In event-time order, all rejected records are sent first, while the file is
 * indexed.
 *
 * @param job the job to which the counts belong
 * @param calls number of calls sent
 * @param rejected number of rejected records sent
 * @param ended whether the whole input is sent
 */
record ReplayPosition(Job job, long calls, long rejected, boolean ended) {
  /**
   * The only partition of the positions topic that is used. In a topic with more partitions, the
   * newest record of a key is certain only if all records of the key are in one partition.
   */
  static final int PARTITION = 0;

  /** Version 1, of 0.1.0, lacks the id of the rejected topic. */
  private static final int VERSION = 2;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * The parameters that determine the sequence of records.
   *
   * @param topic the topic of calls
   * @param topicId Kafka's id of this topic, which changes when the topic is created again
   * @param rejectedTopic the topic of rejected records
   * @param rejectedTopicId Kafka's id of this topic, or null if version 0.1.0 began the job
   * @param order the order of the calls, and the range of event times unless it is all
   * @param fingerprint the fingerprint of the file, or null if the file can be read only once
   * @param judgedAtMillis the current time for the check of call times: a call that is rejected
   *     because it is more than a day ahead must also be rejected when the run is resumed later
   * @param callLimit the size limit of a call in bytes, which must not change either
   * @param rejectedLimit the size limit of a rejected record in bytes
   */
  record Job(
      String topic,
      @JsonProperty("topic_id") String topicId,
      @JsonProperty("rejected_topic") String rejectedTopic,
      @JsonProperty("rejected_topic_id") String rejectedTopicId,
      String order,
      String fingerprint,
      @JsonProperty("judged_at_ms") long judgedAtMillis,
      @JsonProperty("call_limit") long callLimit,
      @JsonProperty("rejected_limit") long rejectedLimit) {

    CallSender.SizeLimits limits() {
      return new CallSender.SizeLimits(callLimit, rejectedLimit);
    }
  }

  /** The position with the version of its format, as it is stored. */
  private record Versioned(int version, Job job, long calls, long rejected, boolean ended) {}

  static ReplayPosition startOf(Job job) {
    return new ReplayPosition(job, 0, 0, false);
  }

  ReplayPosition afterCall() {
    return new ReplayPosition(job, calls + 1, rejected, false);
  }

  ReplayPosition afterRejected() {
    return new ReplayPosition(job, calls, rejected + 1, false);
  }

  ReplayPosition atEnd() {
    return new ReplayPosition(job, calls, rejected, true);
  }

  /** Returns whether all records up to {@code --max-records} are sent. */
  boolean isFinished(long maxRecords) {
    return ended || (maxRecords > 0 && calls >= maxRecords);
  }

  byte[] toJson() {
    try {
      return MAPPER.writeValueAsBytes(new Versioned(VERSION, job, calls, rejected, ended));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /**
   * Reads the result of {@link #toJson}.
   *
   * @throws CommandException if a newer version of the producer wrote it
   */
  static ReplayPosition ofJson(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      int version = tree.path("version").asInt(-1);
      if (version < 1 || version > VERSION) {
        throw new CommandException(
            String.format(
                "The job's position has version %d, and this producer reads up to %d: resume it"
                    + " with the producer that began it.",
                version, VERSION));
      }
      Versioned read = MAPPER.treeToValue(tree, Versioned.class);
      return new ReplayPosition(read.job(), read.calls(), read.rejected(), read.ended());
    } catch (IOException e) {
      throw new CommandException("The job's position cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Returns why a job cannot continue at this position: which parameter has changed, with its old
   * and new value. Returns null if the job can continue.
   *
   * @param now the job with the current parameters
   */
  String refusal(Job now) {
    if (!job.fingerprint().equals(now.fingerprint())) {
      return String.format(
          "the file's content has changed (fingerprint %s, now %s)",
          job.fingerprint(), now.fingerprint());
    }
    if (!job.order().equals(now.order())) {
      return String.format("--order was %s and is now %s", job.order(), now.order());
    }
    if (!job.topic().equals(now.topic())) {
      return String.format("--topic was %s and is now %s", job.topic(), now.topic());
    }
    if (!job.rejectedTopic().equals(now.rejectedTopic())) {
      return String.format(
          "--rejected-topic was %s and is now %s", job.rejectedTopic(), now.rejectedTopic());
    }
    if (!job.topicId().equals(now.topicId())) {
      return String.format("topic %s was deleted and created again", now.topic());
    }
    if (job.rejectedTopicId() != null && !job.rejectedTopicId().equals(now.rejectedTopicId())) {
      return String.format("topic %s was deleted and created again", now.rejectedTopic());
    }
    return null;
  }
}
