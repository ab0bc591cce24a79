package org.sfcrime.streaming.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Configuration hadoop;
  private final NavigableMap<Long, String> currentFile = new TreeMap<>();
  private long currentFirst = -1;

  /**
   * A line of the ledger.
   *
   * @param offsets the planned offsets by partition; the next batch continues there
   * @param report of all buckets
   */
  public record Entry(long batchId, Map<Integer, OffsetRange> offsets, BucketReport report) {}

  /**
   * A range of offsets of a partition. Transactions take up offsets without a record.
   *
   * @param from the first offset
   * @param until the offset after the last
   */
  public record OffsetRange(long from, long until) {}

  public Ledger(Path folder, Configuration hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  /**
   * Writes the line of a batch. Removes the lines of this batch and of later ones, which a killed
   * run wrote.
   */
  public void record(Entry entry) throws IOException {
    long first = entry.batchId() - entry.batchId() % BATCHES_PER_FILE;
    if (first != currentFirst) {
      currentFirst = first;
      currentFile.clear();
      file(first)
          .read()
          .ifPresent(text -> text.lines().forEach(line -> currentFile.put(batchId(line), line)));
    }
    currentFile.tailMap(entry.batchId(), true).clear();
    currentFile.put(entry.batchId(), toJson(entry).toString());
    file(first).write(String.join("\n", currentFile.values()) + "\n");
  }

  /** Returns the entry of a batch, if the batch was recorded. */
  public Optional<Entry> read(long batchId) throws IOException {
    Optional<String> text = file(batchId - batchId % BATCHES_PER_FILE).read();
    return text.stream()
        .flatMap(String::lines)
        .filter(line -> batchId(line) == batchId)
        .map(Ledger::fromJson)
        .findFirst();
  }

  /** Converts row counts to JSON, also for reports. */
  public static ObjectNode toJson(RowCounts rows) {
    ObjectNode json = JSON.createObjectNode();
    json.put("read", rows.read());
    json.put("counted", rows.counted());
    json.put("late", rows.late());
    json.put("duplicates", rows.duplicates());
    json.put("rejected", rows.rejectedRecords());
    json.put("unmatched", rows.unmatched());
    ObjectNode byReason = json.putObject("rejected_by_reason");
    rows.rejected().forEach((reason, records) -> byReason.put(reason.code(), records));
    return json;
  }

  private AtomicTextFile file(long first) throws IOException {
    return new AtomicTextFile(new Path(folder, "%012d.jsonl".formatted(first)), hadoop);
  }

  private static ObjectNode toJson(Entry entry) {
    BucketReport report = entry.report();
    ObjectNode json = JSON.createObjectNode();
    json.put("batch", entry.batchId());
    json.set("rows", toJson(report.batch()));
    json.set("totals", toJson(report.totals()));
    if (report.watermark() != Watermark.NO_WATERMARK) {
      json.put("watermark_millis", report.watermark());
    }
    json.put("open_windows", report.openWindows());
    json.put("open_groups", report.openGroups());
    ObjectNode partitions = json.putObject("offsets");
    entry
        .offsets()
        .forEach(
            (partition, range) ->
                partitions
                    .putObject(partition.toString())
                    .put("from", range.from())
                    .put("until", range.until()));
    return json;
  }

  private static Entry fromJson(String line) {
    JsonNode json = parse(line);
    Map<Integer, OffsetRange> offsets = new TreeMap<>();
    json.path("offsets")
        .fields()
        .forEachRemaining(
            field ->
                offsets.put(
                    Integer.valueOf(field.getKey()),
                    new OffsetRange(
                        field.getValue().path("from").asLong(),
                        field.getValue().path("until").asLong())));
    return new Entry(
        json.path("batch").asLong(),
        offsets,
        new BucketReport(
            rows(json.path("rows")),
            rows(json.path("totals")),
            Map.of(),
            json.path("watermark_millis").asLong(Watermark.NO_WATERMARK),
            json.path("open_windows").asLong(),
            json.path("open_groups").asLong()));
  }

  private static RowCounts rows(JsonNode json) {
    Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    json.path("rejected_by_reason")
        .fields()
        .forEachRemaining(
            field ->
                rejected.put(
                    RejectionReason.valueOf(field.getKey().toUpperCase(Locale.ROOT)),
                    field.getValue().asLong()));
    return new RowCounts(
        json.path("read").asLong(),
        json.path("counted").asLong(),
        json.path("late").asLong(),
        json.path("duplicates").asLong(),
        json.path("unmatched").asLong(),
        rejected);
  }

  private static long batchId(String line) {
    return parse(line).path("batch").asLong(-1);
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new CommandException("the ledger has a line that is not JSON: " + line, e);
    }
  }
}
