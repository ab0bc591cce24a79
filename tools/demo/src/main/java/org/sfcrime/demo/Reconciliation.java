package org.sfcrime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.processes.JobProgress;

/**
 * The sides of a demo of a call file.
 *
 * @param inCountsFile the sum of the job's counts.csv
 * @param deadLetters keys in the topic of rejected records
 */
record Reconciliation(
    ProducerSide producer,
    ConsumerSide consumer,
    JobProgress job,
    long inCountsFile,
    long deadLetters,
    PageSide page)
    implements Sides {

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

  @Override
  public List<String> differences() {
    List<String> found = new ArrayList<>();
    long splitByProducer = producer.published + producer.rejected;
    Sides.same(found, "read from the file", producer.read, "published + rejected", splitByProducer);
    Sides.same(found, "published", producer.published, "consumed", consumer.consumed);
    Sides.same(found, "missing", consumer.missing, "expected", 0);
    Sides.same(found, "duplicates", consumer.duplicates, "expected", 0);
    Sides.same(found, "unexpected", consumer.unexpected, "expected", 0);
    Sides.same(found, "altered", consumer.altered, "expected", 0);
    Sides.same(found, "published", producer.published, "read by the job", job.read());
    long splitByJob = job.counted() + job.late() + job.rejected();
    Sides.same(found, "read by the job", job.read(), "counted + late + rejected", splitByJob);
    Sides.same(found, "counted", job.counted(), "the sum of counts.csv", inCountsFile);
    page.addDifferences(job.counted(), found);
    Sides.same(found, "rejected by producer and job", rejected(), "dead letters", deadLetters);
    return found;
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(producer.read, "in the file"));
    rows.add(new Row(producer.published, "published", Sides.plus("rejected", producer.rejected)));
    rows.add(
        new Row(
            consumer.consumed, "consumed", Sides.text(", duplicates %,d", consumer.duplicates)));
    rows.add(new Row(job.read(), "read by the job"));
    rows.add(
        new Row(
            job.counted(),
            "counted",
            Sides.plus("late", job.late())
                + Sides.plus("rejected", job.rejected())
                + Sides.text("   (%,d with a code outside the table)", job.unmatched())));
    page.addRow(rows);
    rows.add(new Row(deadLetters, "dead letters"));
    return rows;
  }

  /** Records that the producer or the job rejected. */
  private long rejected() {
    return producer.rejected + job.rejected();
  }

  /** The numbers of the whole pipeline: read = counted + late + rejected. */
  @Override
  public String toJson() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("read", producer.read);
    json.put("published", producer.published);
    json.put("consumed", consumer.consumed);
    json.put("counted", job.counted());
    page.addTo(json);
    json.put("late", job.late());
    json.put("rejected", rejected());
    json.put("dead_letters", deadLetters);
    json.put("duplicates", consumer.duplicates);
    json.put("unmatched", job.unmatched());
    json.put("agree", agrees());
    return json.toPrettyString() + "\n";
  }
}
