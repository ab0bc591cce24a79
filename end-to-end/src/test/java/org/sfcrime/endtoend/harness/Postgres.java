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
 * A real PostgreSQL server of a test's own, on the loopback interface.
 *
 * <p>PostgreSQL refuses to run as root. For root it is started in a user namespace of its own
 * ({@code unshare -U}), in which it is nobody.
 */
public final class Postgres implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String USER = "postgres";

  /** The server's programs, unpacked once for all tests: 50 MB that no test's folder must hold. */
  private static final Path PROGRAMS = Rig.HOME.root().resolve("end-to-end/target/postgres");

  private final EmbeddedPostgres server;
  private final Path config;

  private Postgres(EmbeddedPostgres server, Path config) {
    this.server = server;
    this.config = config;
  }

  /** Starts a server that keeps its data in a folder, and answers when this returns. */
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

  /** The flags by which the job writes here. */
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

  /** The table's rows in the order of the counts file; none while there is no table. */
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
