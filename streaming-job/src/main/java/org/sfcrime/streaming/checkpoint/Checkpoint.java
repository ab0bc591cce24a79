package org.sfcrime.streaming.checkpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.CommitLog;
import org.apache.spark.sql.execution.streaming.OffsetSeq;
import org.apache.spark.sql.execution.streaming.OffsetSeqLog;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.kafka.TopicOffsets;
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
  private final String topic;
  private final Ledger ledger;
  private final OffsetSeqLog offsetLog;

  /**
   * The plan of a batch, which Spark writes into the checkpoint before it runs the batch.
   *
   * @param timeMillis the batch's time, in milliseconds since 1970
   * @param until the end of the batch: an offset for each partition of the topic
   */
  public record PlannedBatch(long timeMillis, Map<Integer, Long> until) {}

  /**
   * Opens or creates the checkpoint of the query on a topic.
   *
   * @throws CommandException if the directory cannot be created
   */
  public Checkpoint(SparkSession spark, String location, String topic) throws IOException {
    this.spark = spark;
    this.location = location;
    this.topic = topic;
    Path offsets = new Path(location, "offsets");
    FileSystem files = offsets.getFileSystem(hadoop());
    if (!files.mkdirs(offsets)) {
      throw new CommandException(
          "checkpoint %s cannot be created: this user cannot write there; choose another directory with --checkpoint"
              .formatted(files.makeQualified(new Path(location)).toUri().getPath()));
    }
    ledger = new Ledger(own("ledger"), hadoop());
    offsetLog = new PlanLog(spark, offsets.toString());
  }

  public String location() {
    return location;
  }

  public Ledger ledger() {
    return ledger;
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
   * start repeats with the same result. Returns an empty entry with id -1 if there is no batch.
   *
   * @throws CommandException if the ledger has no line of a committed batch
   */
  public Ledger.Entry lastRecorded() throws IOException {
    long committed = lastCommittedBatch();
    Optional<Ledger.Entry> next = ledger.read(committed + 1);
    if (next.isPresent() || committed < 0) {
      return next.orElse(new Ledger.Entry(-1, Map.of(), BucketReport.NOTHING));
    }
    return ledger
        .read(committed)
        .orElseThrow(
            () ->
                new CommandException(
                    "checkpoint %s is cut short: its ledger has no line of the committed batch %d"
                        .formatted(location, committed)));
  }

  /**
   * The offset after the last planned batch for each partition of the topic; empty if there is no
   * batch.
   */
  public Map<Integer, Long> position() {
    var latest = offsetLog.getLatest();
    return latest.isEmpty() ? Map.of() : planned(latest.get()._2()).until();
  }

  /** Returns the plan of a batch; a plan without partitions if no batch has this id yet. */
  public PlannedBatch planned(long batchId) {
    var planned = batchId < 0 ? Option.<OffsetSeq>empty() : offsetLog.get(batchId);
    return planned.isEmpty() ? new PlannedBatch(0, Map.of()) : planned(planned.get());
  }

  private PlannedBatch planned(OffsetSeq planned) {
    return new PlannedBatch(
        planned.metadata().get().batchTimestampMs(),
        TopicOffsets.parse(planned.offsets().apply(0).get().json(), topic));
  }

  /** Whether Spark never planned a batch: no sink has any output of this checkpoint. */
  public boolean isNew() {
    return offsetLog.getLatest().isEmpty();
  }

  /**
   * Returns a setting that the checkpoint was made with; empty if the checkpoint is new or has no
   * such setting, because an older version made it.
   */
  public Optional<String> stamped(String setting) throws IOException {
    return isNew() ? Optional.empty() : Optional.ofNullable(stamped().get(setting));
  }

  /**
   * Writes the settings into a new checkpoint, or compares them with those of an existing one.
   *
   * @param settings by the name that the user knows
   * @param older the values of settings that an older version did not stamp
   * @throws CommandException if a setting differs; the message has the name and both values
   */
  public void stamp(Map<String, String> settings, Map<String, String> older) throws IOException {
    if (isNew()) {
      writeStamp(settings);
      return;
    }
    Map<String, String> stamped = stamped();
    settings.forEach(
        (name, value) -> {
          String known = stamped.getOrDefault(name, older.get(name));
          if (!value.equals(known)) {
            throw new CommandException(
                "%s was %s when checkpoint %s was made and is %s now: go back to it, or start with a new --checkpoint"
                    .formatted(name, known, location, value));
          }
        });
  }

  /**
   * Compares the ids of the sinks with those in the stamp. A stamp without an id gets it: the
   * checkpoint is new, or an older version wrote it.
   *
   * @param ids by the name that the user knows; null for a sink that does not exist
   * @throws CommandException if an id differs or is null; the message has the name
   */
  public void stampIds(Map<String, String> ids) throws IOException {
    Map<String, String> stamped = stamped();
    int before = stamped.size();
    ids.forEach(
        (name, id) -> {
          if (id == null) {
            throw new CommandException(
                "%s does not exist, and checkpoint %s has written to it: a new one would get only the totals that change. Start with a new --checkpoint"
                    .formatted(name, location));
          }
          String known = stamped.putIfAbsent("the id of " + name, id);
          if (known != null && !known.equals(id)) {
            throw new CommandException(
                "%s is not the one that checkpoint %s has written to (its id was %s and is %s now): it would get only the totals that change. Go back to that one, or start with a new --checkpoint"
                    .formatted(name, location, known, id));
          }
        });
    if (stamped.size() > before) {
      writeStamp(stamped);
    }
  }

  private Map<String, String> stamped() throws IOException {
    String json =
        stampFile()
            .read()
            .orElseThrow(
                () ->
                    new CommandException(
                        "%s is the checkpoint of another program: give a new --checkpoint"
                            .formatted(location)));
    return JSON.readValue(json, new TypeReference<>() {});
  }

  private void writeStamp(Map<String, String> stamp) throws IOException {
    stampFile().write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(stamp));
  }

  private AtomicTextFile stampFile() throws IOException {
    return new AtomicTextFile(own("stamp.json"), hadoop());
  }

  /** Spark's log of plans. Also rejects a file that is cut short at the end of a line. */
  private static final class PlanLog extends OffsetSeqLog {
    private static final long serialVersionUID = 1L;

    PlanLog(SparkSession spark, String folder) {
      super(spark, folder);
    }

    @Override
    public OffsetSeq deserialize(InputStream in) {
      try {
        OffsetSeq plan = super.deserialize(in);
        if (plan.metadata().isDefined() && plan.offsets().nonEmpty()) {
          return plan;
        }
      } catch (NoSuchElementException e) {
        throw new IllegalStateException("Incomplete log file", e);
      }
      throw new IllegalStateException("Incomplete log file");
    }
  }

  private Path own(String name) {
    return new Path(new Path(location, OWN_FOLDER), name);
  }

  private Configuration hadoop() {
    return spark.sessionState().newHadoopConf();
  }
}
