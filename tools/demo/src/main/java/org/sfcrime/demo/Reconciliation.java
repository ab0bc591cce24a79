package org.sfcrime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.sfcrime.processes.JobProgress;

/**
 * The numbers that all programs report about the same calls.
 *
 * @param inCountsFile the sum of the job's counts.csv
 * @param deadLetters keys in the topic of rejected records
 * @param dashboard whether there is a dashboard
 * @param onPage the calls on the page of the dashboard; empty if the page does not answer
 */
record Reconciliation(
    ProducerSide producer,
    ConsumerSide consumer,
    JobProgress job,
    long inCountsFile,
    long deadLetters,
    boolean dashboard,
    OptionalLong onPage) {

  /**
   * The producer's report.
   *
   * @param published acknowledged records
   */
  record ProducerSide(long read, long published, long rejected) {
    static ProducerSide of(JsonNode report) {
      return new ProducerSide(
          report.required("read").longValue(),
          report.required("published").longValue(),
          report.required("rejected").longValue());
    }
  }

  /**
   * The consumer's report.
   *
   * @param missing calls of the file that are not in the topic
   * @param unexpected calls that are not in the file
   * @param altered calls whose content differs from the file
   */
  record ConsumerSide(long consumed, long missing, long duplicates, long unexpected, long altered) {
    static ConsumerSide of(JsonNode report) {
      return new ConsumerSide(
          report.required("consumed").longValue(),
          report.required("missing").longValue(),
          report.required("duplicates").longValue(),
          report.required("unexpected").longValue(),
          report.required("altered").longValue());
    }
  }

  boolean agrees() {
    return differences().isEmpty();
  }

  /** A sentence for each pair of numbers that differ. */
  List<String> differences() {
    List<String> found = new ArrayList<>();
    long splitByProducer = producer.published + producer.rejected;
    same(found, "read from the file", producer.read, "published + rejected", splitByProducer);
    same(found, "published", producer.published, "consumed", consumer.consumed);
    same(found, "missing", consumer.missing, "expected", 0);
    same(found, "duplicates", consumer.duplicates, "expected", 0);
    same(found, "unexpected", consumer.unexpected, "expected", 0);
    same(found, "altered", consumer.altered, "expected", 0);
    same(found, "published", producer.published, "read by the job", job.read());
    long splitByJob = job.counted() + job.late() + job.rejected();
    same(found, "read by the job", job.read(), "counted + late + rejected", splitByJob);
    same(found, "counted", job.counted(), "the sum of counts.csv", inCountsFile);
    onPage.ifPresent(calls -> same(found, "counted", job.counted(), "on the page", calls));
    if (dashboard && onPage.isEmpty()) {
      found.add("the page did not answer");
    }
    same(found, "rejected by producer and job", rejected(), "dead letters", deadLetters);
    return found;
  }

  private static void same(List<String> found, String left, long one, String right, long other) {
    if (one != other) {
      found.add(String.format(Locale.ROOT, "%s: %,d, but %s: %,d", left, one, right, other));
    }
  }

  /** Records that the producer or the job rejected. */
  private long rejected() {
    return producer.rejected + job.rejected();
  }

  /** The numbers of the whole pipeline: read = counted + late + rejected. */
  String toJson() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("read", producer.read);
    json.put("published", producer.published);
    json.put("consumed", consumer.consumed);
    json.put("counted", job.counted());
    if (dashboard) {
      onPage.ifPresentOrElse(calls -> json.put("on_page", calls), () -> json.putNull("on_page"));
    }
    json.put("late", job.late());
    json.put("rejected", rejected());
    json.put("dead_letters", deadLetters);
    json.put("duplicates", consumer.duplicates);
    json.put("unmatched", job.unmatched());
    json.put("agree", agrees());
    return json.toPrettyString() + "\n";
  }
}
