package org.sfcrime.endtoend.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.processes.ChildBroker;

/**
 * A PostgreSQL server on the loopback interface, one for each test class.
 *
 * <p>PostgreSQL refuses to run as root. For root, the embedded server starts in its own user
 * namespace ({@code unshare -U}), as an unprivileged user.
 */
public final class Postgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String USER = "postgres";

  /** The server's programs (50 MB), unpacked once for all tests. */
  private static final Path PROGRAMS = Rig.HOME.root().resolve("end-to-end/target/postgres");

  private final EmbeddedPostgres server;
  private final Path config;

  private Postgres(EmbeddedPostgres server, Path config) {
    this.server = server;
    this.config = config;
  }

  /** Starts a server with its data in a folder, and returns when the server answers. */
  public static Postgres start(Path folder) throws IOException {
    Path config = folder.resolve("jdbc.properties");
    Files.createDirectories(folder);
    Files.createDirectories(PROGRAMS);
    Files.writeString(config, "user=" + USER + "\npassword=unused\n");
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(PROGRAMS.toFile())
            .setDataDirectory(folder.resolve("data"))
            .setPort(ChildBroker.freePort())
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setPGStartupWait(START_LIMIT)
            .start();
    return new Postgres(server, config);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
  }

  /** The flags of a job that writes to this server. */
  public List<String> sinkFlags() {
    return List.of(
        "--sink", "jdbc", "--jdbc-url", url(), "--jdbc-config", config.toAbsolutePath().toString());
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), USER, "unused");
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Whether a session waits for a lock on a table. */
  public boolean hasWaiting(String table) throws SQLException {
    String waiting =
        "SELECT FROM pg_locks WHERE NOT granted AND relation = '%s'::regclass".formatted(table);
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(waiting)) {
      return found.next();
    }
  }

  /** The rows of a table in the order of the counts file; empty if the table does not exist. */
  public List<CountsCsv.Row> rows(String table) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      if (!hasTable(statement, table)) {
        return List.of();
      }
      List<CountsCsv.Row> rows = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              """
              SELECT to_char(window_start, 'YYYY-MM-DD HH24:MI:SS'),
                     to_char(window_end, 'YYYY-MM-DD HH24:MI:SS'),
                     crime_type, disposition, coalesce(description, ''), count
              FROM\s"""
                  + table)) {
        while (found.next()) {
          rows.add(row(found));
        }
      }
      rows.sort(Oracle.FILE_ORDER);
      return List.copyOf(rows);
    }
  }

  private static boolean hasTable(Statement statement, String table) throws SQLException {
    try (ResultSet found = statement.executeQuery("SELECT to_regclass('" + table + "')")) {
      return found.next() && found.getString(1) != null;
    }
  }

  private static CountsCsv.Row row(ResultSet found) throws SQLException {
    return new CountsCsv.Row(
        found.getString(1),
        found.getString(2),
        found.getString(3),
        found.getString(4),
        found.getString(5),
        found.getLong(6));
  }
}
