package org.sfcrime.endtoend.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Where in a batch a job can be killed, and how it is seen from outside that it stands there. */
enum KillPoint {
  /** The batch is planned; no task has committed anything. */
  OFFSETS_WRITTEN,
  /** The same, some time later: the tasks read, parse and count. */
  MID_TASK,
  /** A task has committed its state; the batch is not in the ledger. */
  STATE_COMMIT,
  /** The tasks stand before their first row into the database: what they copy into is locked. */
  BEFORE_THE_SINK,
  /** The tasks are through, and the driver stands in the merge: the table is locked. */
  INSIDE_THE_SINK,
  /** The batch is in all sinks and in the ledger, and not committed. */
  AFTER_THE_SINK;

  private static final String SPARKS_OWN =
      "org.apache.spark.sql.execution.streaming.FileContextBasedCheckpointFileManager";

  /**
   * The job that is looked at.
   *
   * @param watch its checkpoint
   * @param sinks what it writes to
   * @param connection of the test's own to the database
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
    return watch.isAtWork()
        && switch (this) {
          case OFFSETS_WRITTEN, MID_TASK -> !watch.hasCommittedState();
          case STATE_COMMIT -> watch.hasCommittedState() && !watch.isRecorded();
          case BEFORE_THE_SINK, INSIDE_THE_SINK -> at.isBlocked();
          case AFTER_THE_SINK -> watch.isRecorded();
        };
  }

  /**
   * With Spark's own way of writing a checkpoint, which starts programs, the batch stands in the
   * ledger long enough before its commit to be caught there.
   */
  List<String> sparkFlags() {
    return this == AFTER_THE_SINK
        ? List.of("--conf", "spark.sql.streaming.checkpointFileManagerClass=" + SPARKS_OWN)
        : List.of();
  }

  /** Keeps the job from going past the point, until the transaction of the connection ends. */
  void lock(At at) throws SQLException {
    String table = at.sinks().table() + (this == BEFORE_THE_SINK ? "_staging" : "");
    try (Statement statement = at.connection().createStatement()) {
      statement.execute("LOCK TABLE %s IN EXCLUSIVE MODE".formatted(table));
    }
  }
}
