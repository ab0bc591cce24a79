package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.countrecord.CountRecord;

/** The sink with a real server. The timeout ends a test that would wait forever. */
@Timeout(120)
class PostgresSinkTest {
  private static final long START = CallDateTime.parse("2018-12-31T23:50:00.000");

  @TempDir private static Path folder;
  @AutoClose private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    Path programs = Files.createDirectories(Path.of("target/postgres").toAbsolutePath());
    server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(programs.toFile())
            .setDataDirectory(folder.resolve("data"))
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
  }

  private static String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
  }

  private static PostgresSink sink(String table, String... properties) {
    Map<String, String> all = new HashMap<>(Map.of("user", "postgres", "password", "unused"));
    for (int i = 0; i < properties.length; i += 2) {
      all.put(properties[i], properties[i + 1]);
    }
    return new PostgresSink(new PostgresOptions(url(), table, all));
  }

  private static Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(url() + "?ApplicationName=" + name, "postgres", "unused");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect("test")) {
      execute(connection, sql);
    }
  }

  private static List<String> query(String sql) throws SQLException {
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

  private static List<String> rows(String table) throws SQLException {
    return query("SELECT crime_type || '=' || count FROM " + table + " ORDER BY 1");
  }

  private static CountRecord total(String crimeType, long count) {
    return new CountRecord(START, START + 600_000, crimeType, "ADM", null, count);
  }

  private static void write(PostgresSink sink, long batchId, CountRecord... totals)
      throws IOException {
    writeTask(sink, batchId, totals);
    sink.finish(batchId);
  }

  private static void writeTask(PostgresSink sink, long batchId, CountRecord... totals)
      throws IOException {
    try (Sink.Writer writer = sink.open(batchId, 0)) {
      for (CountRecord total : totals) {
        writer.total(total);
      }
      writer.commit();
    }
  }

  @Test
  void finish_readersOfBothTablesNeverBlock() throws IOException, SQLException {
    PostgresSink sink = sink("dumped");
    sink.prepare(true);
    try (Connection dump = connect("pg_dump")) {
      dump.setAutoCommit(false);
      execute(dump, "LOCK TABLE dumped, dumped_staging IN ACCESS SHARE MODE");
      sink.prepare(true);
      write(sink, 0, total("a", 1));
      write(sink, 1, total("a", 2), total("b", 1));
      assertThat(query("SELECT task FROM dumped_staging")).isEmpty();
    }
    write(sink, 2, total("b", 2));
    assertThat(rows("dumped")).containsExactly("a=2", "b=2");
  }

  @Test
  void finish_anAttemptThatHangsInItsCopyDoesNotBlock() throws IOException, SQLException {
    PostgresSink sink = sink("attempted");
    sink.prepare(true);
    try (Sink.Writer hanging = sink.open(0, 0)) {
      hanging.total(total("a", 1));
      sink.prepare(true);
      write(sink, 0, total("a", 1));
      hanging.commit();
    }
    write(sink, 1, total("a", 2));
    assertThat(rows("attempted")).containsExactly("a=2");
    assertThat(query("SELECT task FROM attempted_staging")).isEmpty();
  }

  @Test
  void finish_tableIsLocked_namesTheHolder() throws IOException, SQLException {
    PostgresSink sink = sink("locked", "options", "-c lock_timeout=200ms");
    sink.prepare(true);
    writeTask(sink, 0, total("a", 1));
    try (Connection holder = connect("holder")) {
      holder.setAutoCommit(false);
      execute(holder, "LOCK TABLE locked IN EXCLUSIVE MODE");
      assertThatThrownBy(() -> sink.finish(0))
          .hasMessageMatching(
              "--sink jdbc, table locked: ERROR: canceling statement due to lock timeout; pid \\d+ \\(postgres, holder, idle in transaction\\) holds ExclusiveLock on locked");
    }
    sink.finish(0);
    assertThat(rows("locked")).containsExactly("a=1");
  }

  @Test
  void finish_aRowIsLocked_namesTheHolder() throws IOException, SQLException {
    PostgresSink sink = sink("row_locked", "options", "-c lock_timeout=200ms");
    sink.prepare(true);
    write(sink, 0, total("a", 1));
    writeTask(sink, 1, total("a", 2));
    try (Connection holder = connect("holder")) {
      holder.setAutoCommit(false);
      execute(holder, "UPDATE row_locked SET count = 7");
      assertThatThrownBy(() -> sink.finish(1))
          .hasMessageContaining("(postgres, holder, idle in transaction) holds RowExclusiveLock");
    }
  }

  @Test
  void open_stagingTableIsLocked_namesTheHolder() throws IOException, SQLException {
    PostgresSink sink = sink("staged", "options", "-c lock_timeout=200ms");
    sink.prepare(true);
    try (Connection holder = connect("holder")) {
      holder.setAutoCommit(false);
      execute(holder, "LOCK TABLE staged_staging IN EXCLUSIVE MODE");
      assertThatThrownBy(() -> writeTask(sink, 0, total("a", 1)))
          .hasMessageContaining("holder, idle in transaction) holds ExclusiveLock on staged");
      assertThatThrownBy(() -> sink.prepare(true))
          .hasMessageContaining("holder, idle in transaction) holds");
    }
  }

  @Test
  void prepare_lockTimeoutIs20SecondsUnlessTheUserSetsIt() throws IOException, SQLException {
    String table =
        """
        CREATE TABLE %1$s (batch_id bigint, task int, seen text DEFAULT current_setting('lock_timeout'),
          window_start timestamp, window_end timestamp, crime_type text, disposition text,
          description text, count bigint)
        """;
    execute(table.formatted("ours_staging"));
    execute(table.formatted("theirs_staging"));
    sink("ours").prepare(true);
    writeTask(sink("ours"), 0, total("a", 1));
    assertThat(query("SELECT seen FROM ours_staging")).containsExactly("20s");
    sink("theirs").prepare(true);
    writeTask(sink("theirs", "options", "-c lock_timeout=7s"), 0, total("a", 1));
    assertThat(query("SELECT seen FROM theirs_staging")).containsExactly("7s");
  }

  @Test
  void write_serverStopsToTakeRows_fails() throws IOException, SQLException, InterruptedException {
    PostgresSink sink = sink("stopped", "socketTimeout", "1");
    sink.prepare(true);
    try (Sink.Writer writer = sink.open(0, 0)) {
      writer.total(total("a", 1));
      String backend = stopCopy("stopped");
      try {
        assertThatThrownBy(
                () -> {
                  while (true) {
                    writer.total(total("a".repeat(1 << 20), 1));
                  }
                })
            .hasMessageStartingWith("--sink jdbc, table stopped: " + url() + " does not answer (");
      } finally {
        signal("CONT", backend);
      }
    }
  }

  @Test
  void commit_serverStopsToAnswer_fails() throws IOException, SQLException, InterruptedException {
    PostgresSink sink = sink("silent", "socketTimeout", "1");
    sink.prepare(true);
    Sink.Writer writer = sink.open(0, 0);
    writer.total(total("a", 1));
    String backend = stopCopy("silent");
    try (writer) {
      assertThatThrownBy(writer::commit).hasMessageContaining(" does not answer (");
    } finally {
      signal("CONT", backend);
    }
  }

  private static String stopCopy(String table)
      throws SQLException, IOException, InterruptedException {
    String pid = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'COPY %s%%'".formatted(table);
    await().until(() -> query(pid).size() == 1);
    String backend = query(pid).get(0);
    signal("STOP", backend);
    return backend;
  }

  private static void signal(String name, String pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void finish_nulAndTheTextThatReplacesIt() throws IOException, SQLException {
    PostgresSink sink = sink("nul");
    sink.prepare(true);
    write(sink, 0, total("a\0b", 1), total("a\\u0000b", 2), total("a\\u005cu0000b", 3));
    write(sink, 1, total("a\0b", 4));
    assertThat(rows("nul"))
        .containsExactlyInAnyOrder("a\\u0000b=4", "a\\u005cu0000b=2", "a\\u005cu005cu0000b=3");
  }

  @Test
  void prepare_anotherTableHasTheNameOfTheStagingTable_isKept() throws SQLException {
    execute("CREATE TABLE theatre_staging (play text)");
    execute("INSERT INTO theatre_staging VALUES ('Hamlet')");
    assertThatThrownBy(() -> sink("theatre").prepare(true))
        .hasMessageContaining("\"batch_id\" does not exist");
    assertThat(query("SELECT play FROM theatre_staging")).containsExactly("Hamlet");
  }

  @Test
  void prepare_theTableOfTheCheckpointIsGone_isNotMadeAgain() throws IOException, SQLException {
    PostgresSink sink = sink("dropped");
    sink.prepare(true);
    write(sink, 0, total("a", 1));
    sink.prepare(false);
    assertThat(rows("dropped")).containsExactly("a=1");
    execute("DROP TABLE dropped");
    for (int start = 0; start < 2; start++) {
      assertThatThrownBy(() -> sink.prepare(false))
          .hasMessageStartingWith(
              "--sink jdbc, table dropped: the table does not exist at " + url());
    }
  }

  @Test
  void prepare_longestNames() throws IOException, SQLException {
    String schema = "s".repeat(63);
    execute("CREATE SCHEMA " + schema);
    String table = schema + "." + "t".repeat(55);
    PostgresSink sink = sink(table);
    sink.prepare(true);
    write(sink, 0, total("a", 1));
    assertThat(rows(table)).containsExactly("a=1");
  }
}
