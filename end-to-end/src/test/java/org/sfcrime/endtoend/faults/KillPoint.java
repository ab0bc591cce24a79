package org.sfcrime.endtoend.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A point of a batch at which a job is killed, and how a test recognises it from outside. */
enum KillPoint {
  /** The batch is planned; no task has committed state. */
  OFFSETS_WRITTEN,
  /** The same, some time later: the tasks read, parse and count. */
  MID_TASK,
  /** A task has committed its state; the batch is not in the ledger. */
  STATE_COMMIT,
  /**
   * The same, and the checksum files of the files that the job replaces do not match, as after a
   * kill of version 0.1.0 between the renames of a file and its checksum file.
   */
  BETWEEN_RENAMES,
  /** The tasks wait before they write the first row: the staging table is locked. */
  BEFORE_THE_SINK,
  /** The tasks have finished and the driver waits in the merge: the table is locked. */
  INSIDE_THE_SINK,
  /** The batch is in all sinks and in the ledger, but not committed. */
  AFTER_THE_SINK;

  private static final String SPARK_DEFAULT =
      "org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager";

  /**
   * The observed job.
   *
   * @param watch its checkpoint
   * @param sinks its sinks
   * @param connection the test's connection to the database
   */
  record At(CheckpointWatch watch, AllSinks sinks, Connection connection) {
    boolean isBlocked() throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet waiting =
              statement.executeQuery(
                  "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'")) {
        return waiting.next() && waiting.getLong(1) > 0;
      }
    }
  }

  boolean needsLock() {
    return this == BEFORE_THE_SINK || this == INSIDE_THE_SINK;
  }

  boolean isReached(At at) throws SQLException {
    CheckpointWatch watch = at.watch();
    return watch.isInBatch()
        && switch (this) {
          case OFFSETS_WRITTEN, MID_TASK -> !watch.hasCommittedState();
          case STATE_COMMIT, BETWEEN_RENAMES -> watch.hasCommittedState() && !watch.isRecorded();
          case BEFORE_THE_SINK, INSIDE_THE_SINK -> at.isBlocked();
          case AFTER_THE_SINK -> watch.isRecorded();
        };
  }

  /**
   * Spark's default checkpoint file manager starts programs to write a file, so the time between
   * the ledger and the commit is long enough to kill the job there.
   */
  List<String> sparkFlags() {
    return this == AFTER_THE_SINK
        ? List.of("--conf", "spark.sql.streaming.checkpointFileManagerClass=" + SPARK_DEFAULT)
        : List.of();
  }

  /** Brings the checkpoint of the killed job into the state of the point. */
  void leave(CheckpointWatch watch) throws IOException {
    if (this == BETWEEN_RENAMES) {
      for (Path file : watch.replacedFiles()) {
        CheckpointWatch.leaveOldChecksum(file);
      }
    }
  }

  /** Locks a table until the connection's transaction ends, so the job cannot pass the point. */
  void lock(At at) throws SQLException {
    String table = at.sinks().table() + (this == BEFORE_THE_SINK ? "_staging" : "");
    try (Statement statement = at.connection().createStatement()) {
      statement.execute("LOCK TABLE %s IN EXCLUSIVE MODE".formatted(table));
    }
  }
}
