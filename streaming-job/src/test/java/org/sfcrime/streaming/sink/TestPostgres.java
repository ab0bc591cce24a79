package org.sfcrime.streaming.sink;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sfcrime.countrecord.GroupFields;

/** A PostgreSQL server with a database {@code postgres}. */
record TestPostgres(EmbeddedPostgres server) implements AutoCloseable {
  static TestPostgres start(Path folder) throws IOException {
    return start(folder, Map.of());
  }

  /** Starts a server with further settings. */
  static TestPostgres start(Path folder, Map<String, String> settings) throws IOException {
    Path programs = Files.createDirectories(Path.of("target/postgres").toAbsolutePath());
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(programs.toFile())
            .setDataDirectory(folder.resolve("data"))
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setPGStartupWait(Duration.ofMinutes(1));
    settings.forEach(builder::setServerConfig);
    return new TestPostgres(builder.start());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  String url() {
    return url("postgres");
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), database);
  }

  /** A sink whose driver has further properties: name, value, name, value, ... */
  PostgresSink sink(String table, String... properties) {
    return sinkIn("postgres", table, properties);
  }

  PostgresSink sinkIn(String database, String table, String... properties) {
    Map<String, String> all = new HashMap<>(Map.of("user", "postgres", "password", "unused"));
    for (int i = 0; i < properties.length; i += 2) {
      all.put(properties[i], properties[i + 1]);
    }
    return new PostgresSink(
        new PostgresOptions(url(database), table, all), new PostgresColumns(GroupFields.USUAL));
  }

  PostgresSink sinkOf(GroupFields columns, String table) {
    return new PostgresSink(sink(table).options(), new PostgresColumns(columns));
  }

  Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(url() + "?ApplicationName=" + name, "postgres", "unused");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect("test")) {
      execute(connection, sql);
    }
  }

  List<String> query(String sql) throws SQLException {
    try (Connection connection = connect("query");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (found.next()) {
        values.add(found.getString(1));
      }
      return values;
    }
  }
}
