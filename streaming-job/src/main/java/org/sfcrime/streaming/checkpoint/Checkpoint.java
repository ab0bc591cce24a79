package org.sfcrime.streaming.checkpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.CommitLog;
import org.apache.spark.sql.execution.streaming.OffsetSeq;
import org.apache.spark.sql.execution.streaming.OffsetSeqLog;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.streaming.count.BucketReport;
import scala.Option;

/**
 * Spark's checkpoint, with a folder of the job's own inside: the ledger, the log of all counts, and
 * the settings that cannot change while the checkpoint is in use.
 */
public final class Checkpoint {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OWN_FOLDER = "sf-crime-statistics";

  private final SparkSession spark;
  private final String location;
  private OffsetSeqLog offsetLog;

  public Checkpoint(SparkSession spark, String location) {
    this.spark = spark;
    this.location = location;
  }

  public String location() {
    return location;
  }

  private Ledger ledger() {
    return new Ledger(own("ledger"), hadoop());
  }

  /** The batches of the query on a topic. */
  public BatchHistory history(String topic) {
    Ledger ledger = ledger();
    return new BatchHistory() {
      @Override
      public PlannedBatch planned(long batchId) throws IOException {
        return Checkpoint.this.planned(batchId, topic);
      }

      @Override
      public void record(Ledger.Entry entry) throws IOException {
        ledger.record(entry);
      }
    };
  }

  /**
   * Returns the folder of the log of all counts. A checkpoint has the log from its first batch on,
   * or never.
   *
   * @param wanted whether this run needs the log
   * @return null if this run does not need the log and earlier runs did not write it
   * @throws CommandException if earlier batches ran without the log
   * @throws CommandException if the checkpoint is not on a local or mounted file system
   */
  public String countsFolder(boolean wanted) throws IOException {
    Path folder = own("counts");
    FileSystem files = folder.getFileSystem(hadoop());
    Path resolved = files.makeQualified(folder);
    if (!wanted && !files.exists(folder)) {
      return null;
    }
    if (!"file".equals(resolved.toUri().getScheme())) {
      throw new CommandException(
          "--counts-file and --late-file need a --checkpoint on a local or mounted file system, not %s"
              .formatted(location));
    }
    if (!files.exists(folder) && lastCommittedBatch() >= 0) {
      throw new CommandException(
          "checkpoint %s has batches that ran without --counts-file or --late-file, so that the file would not be complete: start with a new --checkpoint"
              .formatted(location));
    }
    files.mkdirs(folder);
    return resolved.toUri().getPath();
  }

  /** The id of the last committed batch, or -1. */
  public long lastCommittedBatch() {
    var latest = new CommitLog(spark, new Path(location, "commits").toString()).getLatest();
    return latest.isEmpty() ? -1 : (Long) latest.get()._1();
  }

  /**
   * The newest batch in the ledger: the last committed one, or the one after it, which the next
   * start repeats with the same result. Without any batch, an empty entry with id -1.
   */
  public Ledger.Entry lastRecorded() throws IOException {
    long committed = lastCommittedBatch();
    Optional<Ledger.Entry> next = ledger().read(committed + 1);
    return next.isPresent()
        ? next.get()
        : ledger().read(committed).orElse(new Ledger.Entry(-1, Map.of(), BucketReport.NOTHING));
  }

  /**
   * The offset after the last planned batch for each partition of the topic; empty if there is no
   * batch.
   */
  public Map<Integer, Long> position(String topic) throws IOException {
    var latest = offsetLog().getLatest();
    return latest.isEmpty() ? Map.of() : planned(latest.get()._2(), topic).until();
  }

  private PlannedBatch planned(long batchId, String topic) throws IOException {
    var planned = batchId < 0 ? Option.<OffsetSeq>empty() : offsetLog().get(batchId);
    return planned.isEmpty() ? PlannedBatch.NONE : planned(planned.get(), topic);
  }

  private static PlannedBatch planned(OffsetSeq planned, String topic) throws IOException {
    Map<Integer, Long> position = new TreeMap<>();
    JSON.readTree(planned.offsets().apply(0).get().json())
        .path(topic)
        .fields()
        .forEachRemaining(
            field -> position.put(Integer.valueOf(field.getKey()), field.getValue().asLong()));
    return new PlannedBatch(planned.metadata().get().batchTimestampMs(), position);
  }

  private OffsetSeqLog offsetLog() {
    if (offsetLog == null) {
      offsetLog = new OffsetSeqLog(spark, new Path(location, "offsets").toString());
    }
    return offsetLog;
  }

  /** Whether Spark never planned a batch: no sink has any output of this checkpoint. */
  public boolean isNew() {
    return offsetLog().getLatest().isEmpty();
  }

  /**
   * Writes the settings into a new checkpoint, or compares them with those of an existing one.
   *
   * @param settings by the name that the user knows
   * @throws CommandException if a setting differs; the message has the name and both values
   */
  public void stamp(Map<String, String> settings) throws IOException {
    AtomicTextFile file = new AtomicTextFile(own("stamp.json"), hadoop());
    String before = file.read().orElse(null);
    if (before == null || isNew()) {
      if (!isNew()) {
        throw new CommandException(
            "%s is the checkpoint of another program: give a new --checkpoint".formatted(location));
      }
      file.write(
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new LinkedHashMap<>(settings)));
      return;
    }
    Map<String, String> stamped = JSON.readValue(before, new TypeReference<>() {});
    settings.forEach(
        (name, value) -> {
          if (!value.equals(stamped.get(name))) {
            throw new CommandException(
                "%s was %s when checkpoint %s was made and is %s now: go back to it, or start with a new --checkpoint"
                    .formatted(name, stamped.get(name), location, value));
          }
        });
  }

  private Path own(String name) {
    return new Path(new Path(location, OWN_FOLDER), name);
  }

  private Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }
}
