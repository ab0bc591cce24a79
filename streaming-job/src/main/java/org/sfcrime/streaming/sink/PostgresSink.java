package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.sfcrime.countrecord.CountRecord;

/**
 * {@code --sink jdbc}: the newest total of each window and group in a PostgreSQL table.
 *
 * <p>The tasks copy their rows into a staging table. The driver then merges the staging table in
 * one transaction, with one upsert per key: readers see all of a batch or nothing, and writing a
 * batch a second time changes nothing.
 *
 * <p>No statement waits for a reader. A statement that waits for another lock fails after 20 s, and
 * the message names the sessions that hold the lock. A server that does not answer fails the batch
 * after 5 minutes. The user's properties override these limits.
 */
record PostgresSink(PostgresOptions options, PostgresColumns columns) implements Sink {
  private static final long serialVersionUID = 1L;

  /** TRUNCATE is fast, but waits for readers; DELETE is slower and does not. */
  private static final String EMPTY =
      """
      DO $$ BEGIN
        LOCK TABLE %1$s IN ACCESS EXCLUSIVE MODE NOWAIT;
        TRUNCATE %1$s;
      EXCEPTION WHEN lock_not_available THEN
        DELETE FROM %1$s;
      END $$
      """;

  /** Servers that the same script has set up have the same object ids. */
  private static final String ID =
      """
      SELECT 'server ' || system_identifier || ', database ' || oid || ', table ' || to_regclass('%s')::oid
      FROM pg_control_system(), pg_database WHERE datname = current_database()
      """;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** The sessions that block a statement of this sink: their locks, granted or requested. */
  private static final String BLOCKING =
      """
      SELECT string_agg(
        format('pid %%s (%%s) %%s %%s on %%s', pid,
               concat_ws(', ', usename, nullif(application_name, ''), state),
               CASE WHEN granted THEN 'holds' ELSE 'waits for' END, mode, relation::regclass), '; ')
      FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND relation IN (to_regclass('%s'), to_regclass('%s'))
        AND CASE WHEN granted THEN mode <> 'AccessShareLock' ELSE mode NOT LIKE 'Row%%' END
      """;

  /**
   * Returns the id of the table, and so checks the connection to the database. A table that is
   * created again has another id, and so has a table of another database.
   *
   * @param isNewCheckpoint whether to create the table if it does not exist
   * @return null if the table does not exist
   */
  String id(boolean isNewCheckpoint) throws IOException {
    String create =
        "CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (%s))"
            .formatted(options.tableSql(), columns.typed(), columns.key());
    String select = ID.formatted(options.tableSql());
    return isNewCheckpoint
        ? run(create, firstRow(options.tableSql(), columns.all()), select)
        : run(select);
  }

  /**
   * Creates the staging table if it does not exist, and empties it.
   *
   * @throws SinkException also if another table has the name of the staging table
   */
  void prepare() throws IOException {
    run(
        "CREATE TABLE IF NOT EXISTS %s (batch_id bigint NOT NULL, task int NOT NULL, %s)"
            .formatted(options.stagingSql(), columns.typed()),
        firstRow(options.stagingSql(), "batch_id, task, " + columns.all()),
        // Rows of a killed job; the batches of another checkpoint have the same numbers.
        EMPTY.formatted(options.stagingSql()));
  }

  /** Fails if a table that existed before lacks a column. */
  private static String firstRow(String table, String columns) {
    return "SELECT %s FROM %s LIMIT 0".formatted(columns, table);
  }

  @Override
  public Writer open(long batchId, int task) throws IOException {
    return new TaskWriter(batchId, task);
  }

  /** DISTINCT: two attempts of a task that run at the same time copy the rows twice. */
  @Override
  public void finish(long batchId) throws IOException {
    run(
        """
        INSERT INTO %1$s (%2$s) SELECT DISTINCT %2$s FROM %3$s WHERE batch_id = %4$d
        ON CONFLICT (%5$s)
        DO UPDATE SET %6$s
        """
            .formatted(
                options.tableSql(),
                columns.all(),
                options.stagingSql(),
                batchId,
                columns.key(),
                columns.replaced()),
        EMPTY.formatted(options.stagingSql()));
  }

  private String run(String... statements) throws IOException {
    try {
      return execute(statements);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs the statements in one transaction. Returns the text that the last one selects, if any. */
  private String execute(String... statements) throws SQLException {
    try (Connection connection = options.connect();
        Statement statement = connection.createStatement()) {
      String text = null;
      for (String sql : statements) {
        ResultSet found = statement.execute(sql) ? statement.getResultSet() : null;
        text = found != null && found.next() ? found.getString(1) : null;
      }
      connection.commit();
      return text;
    }
  }

  private SinkException failure(SQLException e) {
    return new SinkException("--sink jdbc, table " + options.table(), explained(e));
  }

  private SQLException explained(SQLException e) {
    if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
      String message = e.getMessage().lines().findFirst().orElseThrow();
      return new SQLException(message + "; " + blocking(), e);
    }
    return e.getCause() instanceof SocketTimeoutException ? unanswered(e) : e;
  }

  private SQLException unanswered(SQLException e) {
    return new SQLException(
        "%s does not answer (the driver's socketTimeout, by default %s s, limits the wait)"
            .formatted(options.url(), PostgresOptions.SERVER_LIMIT_SECONDS),
        e);
  }

  /** Returns who blocks, right after a statement has waited too long. */
  private String blocking() {
    try {
      String sessions = execute(BLOCKING.formatted(options.tableSql(), options.stagingSql()));
      return sessions == null ? "the lock is free again" : sessions;
    } catch (SQLException e) {
      return "who holds the lock is unknown: " + e.getMessage();
    }
  }

  /** Copies a task's rows in a transaction. A task without rows opens no connection. */
  private final class TaskWriter implements Writer {
    private static final int CHUNK_BYTES = 1 << 16;

    private final long batchId;
    private final int task;
    private final CopyCsv rows = new CopyCsv(columns.fields());
    private Connection connection;
    private CopyIn copy;

    private TaskWriter(long batchId, int task) {
      this.batchId = batchId;
      this.task = task;
    }

    @Override
    public void total(CountRecord total) throws IOException {
      try {
        if (copy == null) {
          begin();
        }
        rows.add(batchId, task, total);
        if (rows.length() >= CHUNK_BYTES) {
          send();
        }
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    /** Also deletes the rows of an earlier attempt of the task. */
    private void begin() throws SQLException {
      connection = options.connect();
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "DELETE FROM %s WHERE batch_id = %d AND task = %d"
                .formatted(options.stagingSql(), batchId, task));
      }
      copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY %s (batch_id, task, %s) FROM STDIN WITH (FORMAT csv)"
                      .formatted(options.stagingSql(), columns.all()));
    }

    /** The driver's limit is for answers only; this method applies the limit to sending too. */
    private void send() throws SQLException {
      byte[] bytes = rows.take();
      int limitMillis = connection.getNetworkTimeout();
      CompletableFuture<Void> sent = new CompletableFuture<>();
      if (limitMillis > 0) {
        var unused =
            sent.orTimeout(limitMillis, TimeUnit.MILLISECONDS).exceptionally(late -> abort());
      }
      try {
        copy.writeToCopy(bytes, 0, bytes.length);
      } catch (SQLException e) {
        throw sent.isDone() ? unanswered(e) : e;
      } finally {
        sent.complete(null);
      }
    }

    @Override
    public void commit() throws IOException {
      if (copy == null) {
        return;
      }
      try {
        send();
        copy.endCopy();
        connection.commit();
        connection.close();
        connection = null;
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    @Override
    public void close() {
      if (connection != null) {
        abort();
      }
    }

    /** Closes the connection without a message to the server, which may not answer. */
    private Void abort() {
      try {
        connection.abort(Runnable::run);
        return null;
      } catch (SQLException e) {
        throw new IllegalStateException(e); // only without an executor
      }
    }
  }
}
