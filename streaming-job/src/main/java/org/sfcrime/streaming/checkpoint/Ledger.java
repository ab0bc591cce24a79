package org.sfcrime.streaming.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.count.Watermark;

/**
 * The result of each batch in rows: read, counted, late, rejected.
 *
 * <p>A batch is one JSON line; a file has {@value #BATCHES_PER_FILE} lines and is replaced as a
 * whole. A repeated batch replaces its line.
 */
public final class Ledger {
  private static final int BATCHES_PER_FILE = 100;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .setSerializationInclusion(JsonInclude.Include.NON_NULL)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(RowCounts.class, RowsInJson.class)
          .addMixIn(RejectionReason.class, ReasonInJson.class);

  private final Path folder;
  private final Configuration hadoop;
  private final NavigableMap<Long, String> currentFile = new TreeMap<>();
  private long currentFirst = -1;

  /**
   * A line of the ledger.
   *
   * @param rows the rows of the batch
   * @param totals the rows since the checkpoint began
   * @param watermarkMillis null before the first watermark
   * @param offsets the planned offsets by partition; the next batch continues there
   */
  public record Entry(
      long batch,
      RowCounts rows,
      RowCounts totals,
      Long watermarkMillis,
      long openWindows,
      long openGroups,
      Map<Integer, OffsetRange> offsets) {
    public Entry(long batch, Map<Integer, OffsetRange> offsets, BucketReport report) {
      this(
          batch,
          report.batch(),
          report.totals(),
          report.watermark() == Watermark.NO_WATERMARK ? null : report.watermark(),
          report.openWindows(),
          report.openGroups(),
          offsets);
    }

    /** The report of all buckets, without partitions. */
    public BucketReport report() {
      long watermark = watermarkMillis == null ? Watermark.NO_WATERMARK : watermarkMillis;
      return new BucketReport(rows, totals, Map.of(), watermark, openWindows, openGroups);
    }
  }

  /**
   * A range of offsets of a partition. Transactions take up offsets without a record.
   *
   * @param from the first offset
   * @param until the offset after the last
   */
  public record OffsetRange(long from, long until) {}

  @JsonPropertyOrder({"read", "counted", "late", "duplicates", "replaced", "rejected", "unmatched"})
  private interface RowsInJson {
    @JsonProperty("rejected_by_reason")
    Map<RejectionReason, Long> rejected();

    @JsonProperty(value = "rejected", access = JsonProperty.Access.READ_ONLY)
    long rejectedRecords();
  }

  private interface ReasonInJson {
    @JsonValue
    String code();
  }

  public Ledger(Path folder, Configuration hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  /**
   * Writes the line of a batch. First removes the lines of this batch and of later ones, which a
   * killed run wrote.
   */
  public void record(Entry entry) throws IOException {
    long first = entry.batch() - entry.batch() % BATCHES_PER_FILE;
    if (first != currentFirst) {
      currentFirst = first;
      currentFile.clear();
      file(first)
          .read()
          .ifPresent(
              text -> text.lines().forEach(line -> currentFile.put(parse(line).batch(), line)));
    }
    currentFile.tailMap(entry.batch(), true).clear();
    currentFile.put(entry.batch(), JSON.writeValueAsString(entry));
    file(first).write(String.join("\n", currentFile.values()) + "\n");
  }

  /** Returns the entry of a batch, if the batch was recorded. */
  public Optional<Entry> read(long batchId) throws IOException {
    Optional<String> text = file(batchId - batchId % BATCHES_PER_FILE).read();
    return text.stream()
        .flatMap(String::lines)
        .map(Ledger::parse)
        .filter(entry -> entry.batch() == batchId)
        .findFirst();
  }

  /** Converts row counts to JSON, also for reports. */
  public static ObjectNode toJson(RowCounts rows) {
    return JSON.valueToTree(rows);
  }

  private AtomicTextFile file(long first) throws IOException {
    return new AtomicTextFile(new Path(folder, "%012d.jsonl".formatted(first)), hadoop);
  }

  private static Entry parse(String line) {
    try {
      return JSON.readValue(line, Entry.class);
    } catch (IOException e) {
      throw new CommandException("the ledger has a line that is not an entry: " + line, e);
    }
  }
}
