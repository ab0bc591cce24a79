package org.sfcrime.producer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.sfcrime.commandline.CommandException;

/**
 * How far a job has come: the first {@code calls} calls in its order and the first {@code rejected}
 * rejected records in the file's order are sent.
 *
 * <p>Two counts describe the position in either order: file order is one sequence of both kinds,
 * and event-time order is all rejected records, found while indexing, and then the calls.
 *
 * @param job what the counts are counted in
 * @param calls number of calls sent
 * @param rejected number of rejected records sent
 * @param ended whether the whole input is sent
 */
record ReplayPosition(Job job, long calls, long rejected, boolean ended) {
  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * What decides which record is the n-th.
   *
   * @param topic where calls go
   * @param topicId Kafka's id of it: a topic that was deleted and created again has another
   * @param rejectedTopic where rejected records go
   * @param order in which calls are sent
   * @param fingerprint of the file, or null if it can be read only once
   * @param judgedAtMillis the time that call times are compared with: a call from after "tomorrow"
   *     must still be rejected when the run goes on the day after
   * @param callLimit the largest call, in bytes, for the same reason
   * @param rejectedLimit the largest rejected record, in bytes
   */
  record Job(
      String topic,
      @JsonProperty("topic_id") String topicId,
      @JsonProperty("rejected_topic") String rejectedTopic,
      String order,
      String fingerprint,
      @JsonProperty("judged_at_ms") long judgedAtMillis,
      @JsonProperty("call_limit") long callLimit,
      @JsonProperty("rejected_limit") long rejectedLimit) {

    CallSender.SizeLimits limits() {
      return new CallSender.SizeLimits(callLimit, rejectedLimit);
    }
  }

  /** The position as it is written, with the version of its form. */
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

  /** Returns whether nothing is left to send, given {@code --max-records}. */
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
   * Reads what {@link #toJson} wrote.
   *
   * @throws CommandException if another version of the producer wrote it
   */
  static ReplayPosition ofJson(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      int version = tree.path("version").asInt(-1);
      if (version != VERSION) {
        throw new CommandException(
            String.format(
                "The job's position has version %d, and this producer reads version %d: resume it"
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
   * Says why a job cannot go on from here.
   *
   * @param now the job as it would be begun now
   * @return what changed, from what to what, or null
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
    return null;
  }
}
