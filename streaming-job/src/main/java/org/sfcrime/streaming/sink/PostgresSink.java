package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.CountRules;

/**
 * {@code --sink jdbc}: the newest total of each window and group in a PostgreSQL table.
 *
 * <p>The tasks copy their rows into a table of their own beside it; the driver then merges them in
 * one transaction, one upsert a key: readers see a batch whole or not at all, and a batch that is
 * written again changes nothing.
 *
 * @param url {@code jdbc:postgresql:...}
 * @param table that has the counts
 * @param properties of the driver, such as user and password
 */
record PostgresSink(String url, String table, Map<String, String> properties, CountRules rules)
    implements Sink, Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern TABLE = Pattern.compile("([a-z_][a-z0-9_]*\\.)?[a-z_][a-z0-9_]*");
  private static final String COLUMNS =
      "window_start, window_end, crime_type, disposition, description, count";

  PostgresSink {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "--jdbc-url must begin with jdbc:postgresql: (PostgreSQL is what it is for)");
    }
    if (url.contains("password=")) {
      throw new IllegalArgumentException(
          "--jdbc-url has a password, which everybody on the machine could read: put it into a file, for --jdbc-config or ~/.pgpass");
    }
    if (!TABLE.matcher(table).matches()) {
      throw new IllegalArgumentException(
          "--jdbc-table %s: must be a name, or schema.name, of small letters, digits and _"
              .formatted(table));
    }
    properties = Map.copyOf(properties);
  }

  /** The user's password must not get into a log. */
  @Override
  public String toString() {
    return "JdbcCounts[" + table + "]";
  }

  /** Makes the two tables where they are missing, and so finds out whether the database answers. */
  void prepare() throws IOException {
    run(
        """
        CREATE TABLE IF NOT EXISTS %s (
          window_start timestamp NOT NULL,
          window_end timestamp NOT NULL,
          crime_type text NOT NULL,
          disposition text NOT NULL,
          description text,
          count bigint NOT NULL,
          PRIMARY KEY (window_start, window_end, crime_type, disposition))
        """
            .formatted(table),
        """
        CREATE TABLE IF NOT EXISTS %s (
          batch_id bigint NOT NULL,
          task int NOT NULL,
          window_start timestamp NOT NULL,
          window_end timestamp NOT NULL,
          crime_type text NOT NULL,
          disposition text NOT NULL,
          description text,
          count bigint NOT NULL)
        """
            .formatted(staging()),
        // What a job that was killed left; another checkpoint's batches have the same numbers.
        "TRUNCATE " + staging());
  }

  @Override
  public Writer open(long batchId, int task) throws IOException {
    return new TaskWriter(batchId, task);
  }

  /** DISTINCT: a task that ran twice at the same time has copied its rows twice. */
  @Override
  public void finish(long batchId) throws IOException {
    run(
        """
        INSERT INTO %s (%s) SELECT DISTINCT %s FROM %s WHERE batch_id = %d
        ON CONFLICT (window_start, window_end, crime_type, disposition)
        DO UPDATE SET description = EXCLUDED.description, count = EXCLUDED.count
        """
            .formatted(table, COLUMNS, COLUMNS, staging(), batchId),
        "TRUNCATE " + staging());
  }

  private String staging() {
    return table + "_staging";
  }

  private Connection connect() throws SQLException {
    Properties all = new Properties();
    all.setProperty("ApplicationName", "sf-crime-statistics");
    all.putAll(properties);
    Connection connection = DriverManager.getConnection(url, all);
    connection.setAutoCommit(false);
    return connection;
  }

  /** Runs the statements in one transaction. */
  private void run(String... statements) throws IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      // It says that a table is there already, which is as it should be.
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
    return new SinkException("--sink jdbc, table " + table, e);
  }

  /** One task's rows, copied in a transaction of its own; there is none without rows. */
  private final class TaskWriter implements Writer {
    private static final int CHUNK_BYTES = 1 << 16;

    private final long batchId;
    private final int task;
    private final CopyText lines = new CopyText();
    private Connection connection;
    private CopyIn copy;

    private TaskWriter(long batchId, int task) {
      this.batchId = batchId;
      this.task = task;
    }

    @Override
    public void total(Count total) throws IOException {
      try {
        if (copy == null) {
          begin();
        }
        lines.append(batchId, task, total, rules);
        if (lines.length() >= CHUNK_BYTES) {
          send();
        }
      } catch (SQLException e) {
        throw failure(e);
      }
    }

    /** What an attempt before this one left goes. */
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
              .copyIn("COPY %s (batch_id, task, %s) FROM STDIN".formatted(staging(), COLUMNS));
    }

    private void send() throws SQLException {
      byte[] bytes = lines.take();
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
