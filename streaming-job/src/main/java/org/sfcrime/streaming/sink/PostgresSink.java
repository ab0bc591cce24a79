package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.sfcrime.countrecord.CountRecord;

/**
 * {@code --sink jdbc}: the newest total of each window and group in a PostgreSQL table.
 *
 * <p>The tasks copy their rows into a staging table. The driver then merges the staging table in
 * one transaction, with one upsert a key: readers see all of a batch or nothing, and writing a
 * batch a second time changes nothing.
 */
record PostgresSink(PostgresOptions options) implements Sink {
  private static final long serialVersionUID = 1L;
  private static final String KEY = "window_start, window_end, crime_type, disposition";
  private static final String COLUMNS = KEY + ", description, count";
  private static final String TYPED_COLUMNS =
      """
      window_start timestamp NOT NULL,
      window_end timestamp NOT NULL,
      crime_type text NOT NULL,
      disposition text NOT NULL,
      description text,
      count bigint NOT NULL
      """;

  /** Creates the two tables if they do not exist, and so checks the connection to the database. */
  void prepare() throws IOException {
    run(
        "CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (%s))"
            .formatted(options.table(), TYPED_COLUMNS, KEY),
        "CREATE TABLE IF NOT EXISTS %s (batch_id bigint NOT NULL, task int NOT NULL, %s)"
            .formatted(staging(), TYPED_COLUMNS),
        // Rows of a killed job; the batches of another checkpoint have the same numbers.
        "TRUNCATE " + staging());
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
        INSERT INTO %s (%s) SELECT DISTINCT %s FROM %s WHERE batch_id = %d
        ON CONFLICT (%s)
        DO UPDATE SET description = EXCLUDED.description, count = EXCLUDED.count
        """
            .formatted(options.table(), COLUMNS, COLUMNS, staging(), batchId, KEY),
        "TRUNCATE " + staging());
  }

  private String staging() {
    return options.table() + "_staging";
  }

  private Connection connect() throws SQLException {
    Properties all = new Properties();
    all.setProperty("ApplicationName", "sf-crime-statistics");
    all.putAll(options.properties());
    Connection connection = DriverManager.getConnection(options.url(), all);
    connection.setAutoCommit(false);
    return connection;
  }

  /** Runs the statements in one transaction. */
  private void run(String... statements) throws IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      // Without this line, the server logs a notice for each table that exists.
      statement.execute("SET client_min_messages = warning");
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private SinkException failure(Exception e) {
    return new SinkException("--sink jdbc, table " + options.table(), e);
  }

  /** Copies a task's rows in a transaction. A task without rows opens no connection. */
  private final class TaskWriter implements Writer {
    private static final int CHUNK_BYTES = 1 << 16;

    private final long batchId;
    private final int task;
    private final CopyCsv rows = new CopyCsv();
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
      connection = connect();
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "DELETE FROM %s WHERE batch_id = %d AND task = %d".formatted(staging(), batchId, task));
      }
      copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY %s (batch_id, task, %s) FROM STDIN WITH (FORMAT csv)"
                      .formatted(staging(), COLUMNS));
    }

    private void send() throws SQLException {
      byte[] bytes = rows.take();
      copy.writeToCopy(bytes, 0, bytes.length);
    }

    @Override
    public void commit() throws IOException {
      if (copy == null) {
        return;
      }
      try {
        send();
        copy.endCopy();
        copy = null;
        connection.commit();
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    @Override
    public void close() throws IOException {
      if (connection == null) {
        return;
      }
      try (Connection closed = connection) {
        if (copy != null && copy.isActive()) {
          copy.cancelCopy();
        }
        closed.rollback();
      } catch (SQLException e) {
        throw failure(e);
      }
    }
  }
}
