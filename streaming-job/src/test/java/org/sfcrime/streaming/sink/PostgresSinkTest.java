package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;

/** The sink with a real server. The timeout ends a test that would wait forever. */
@Timeout(120)
class PostgresSinkTest {
  private static final long START = CallDateTime.parse("2018-12-31T23:50:00.000");

  @TempDir private static Path folder;
  @AutoClose private static TestPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = TestPostgres.start(folder);
  }

  private static void prepare(PostgresSink sink) throws IOException {
    sink.id(true);
    sink.prepare();
  }

  private static List<String> rows(String table) throws SQLException {
    return postgres.query("SELECT crime_type || '=' || count FROM " + table + " ORDER BY 1");
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
  void otherFields_areColumnsInQuotes() throws IOException, SQLException {
    GroupFields keywords = GroupFields.of("Order", "user");
    PostgresSink sink = postgres.sinkOf(keywords, "places");
    prepare(sink);
    CountRecord place = new CountRecord(START, START + 600_000, "Polk St", "", null, 1);
    write(sink, 0, place);
    write(sink, 1, new CountRecord(START, START + 600_000, "Polk St", "", null, 0));
    assertThat(postgres.query("SELECT \"Order\" || \"user\" || '=' || count FROM places"))
        .containsExactly("Polk St=0");
    assertThatThrownBy(() -> prepare(postgres.sink("places")))
        .hasMessageContaining("table places: ")
        .hasMessageContaining("\"crime_type\" does not exist");
  }

  @Test
  void finish_readersOfBothTablesNeverBlock() throws IOException, SQLException {
    PostgresSink sink = postgres.sink("dumped");
    prepare(sink);
    try (Connection dump = postgres.connect("pg_dump")) {
      dump.setAutoCommit(false);
      TestPostgres.execute(dump, "LOCK TABLE dumped, dumped_staging IN ACCESS SHARE MODE");
      prepare(sink);
      write(sink, 0, total("a", 1));
      write(sink, 1, total("a", 2), total("b", 1));
      assertThat(postgres.query("SELECT task FROM dumped_staging")).isEmpty();
    }
    write(sink, 2, total("b", 2));
    assertThat(rows("dumped")).containsExactly("a=2", "b=2");
  }

  @Test
  void finish_anAttemptThatHangsInItsCopyDoesNotBlock() throws IOException, SQLException {
    PostgresSink sink = postgres.sink("attempted");
    prepare(sink);
    try (Sink.Writer hanging = sink.open(0, 0)) {
      hanging.total(total("a", 1));
      prepare(sink);
      write(sink, 0, total("a", 1));
      hanging.commit();
    }
    write(sink, 1, total("a", 2));
    assertThat(rows("attempted")).containsExactly("a=2");
    assertThat(postgres.query("SELECT task FROM attempted_staging")).isEmpty();
  }

  @Test
  void finish_tableIsLocked_namesTheHolder() throws IOException, SQLException {
    PostgresSink sink = postgres.sink("locked", "options", "-c lock_timeout=200ms");
    prepare(sink);
    writeTask(sink, 0, total("a", 1));
    try (Connection holder = postgres.connect("holder")) {
      holder.setAutoCommit(false);
      TestPostgres.execute(holder, "LOCK TABLE locked IN EXCLUSIVE MODE");
      assertThatThrownBy(() -> sink.finish(0))
          .hasMessageMatching(
              "--sink jdbc, table locked: ERROR: canceling statement due to lock timeout; pid \\d+ \\(postgres, holder, idle in transaction\\) holds ExclusiveLock on locked");
    }
    sink.finish(0);
    assertThat(rows("locked")).containsExactly("a=1");
  }

  @Test
  void finish_aRowIsLocked_namesTheHolder() throws IOException, SQLException {
    PostgresSink sink = postgres.sink("row_locked", "options", "-c lock_timeout=200ms");
    prepare(sink);
    write(sink, 0, total("a", 1));
    writeTask(sink, 1, total("a", 2));
    try (Connection holder = postgres.connect("holder")) {
      holder.setAutoCommit(false);
      TestPostgres.execute(holder, "UPDATE row_locked SET count = 7");
      assertThatThrownBy(() -> sink.finish(1))
          .hasMessageContaining("(postgres, holder, idle in transaction) holds RowExclusiveLock");
    }
  }

  @Test
  void open_stagingTableIsLocked_namesTheHolder() throws IOException, SQLException {
    PostgresSink sink = postgres.sink("staged", "options", "-c lock_timeout=200ms");
    prepare(sink);
    try (Connection holder = postgres.connect("holder")) {
      holder.setAutoCommit(false);
      TestPostgres.execute(holder, "LOCK TABLE staged_staging IN EXCLUSIVE MODE");
      assertThatThrownBy(() -> writeTask(sink, 0, total("a", 1)))
          .hasMessageContaining("holder, idle in transaction) holds ExclusiveLock on staged");
      assertThatThrownBy(() -> prepare(sink))
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
    postgres.execute(table.formatted("ours_staging"));
    postgres.execute(table.formatted("theirs_staging"));
    prepare(postgres.sink("ours"));
    writeTask(postgres.sink("ours"), 0, total("a", 1));
    assertThat(postgres.query("SELECT seen FROM ours_staging")).containsExactly("20s");
    prepare(postgres.sink("theirs"));
    writeTask(postgres.sink("theirs", "options", "-c lock_timeout=7s"), 0, total("a", 1));
    assertThat(postgres.query("SELECT seen FROM theirs_staging")).containsExactly("7s");
  }

  @Test
  void write_serverStopsToTakeRows_fails() throws IOException, SQLException, InterruptedException {
    PostgresSink sink = postgres.sink("stopped", "socketTimeout", "1");
    prepare(sink);
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
            .hasMessageStartingWith(
                "--sink jdbc, table stopped: " + postgres.url() + " does not answer (");
      } finally {
        signal("CONT", backend);
      }
    }
  }

  @Test
  void commit_serverStopsToAnswer_fails() throws IOException, SQLException, InterruptedException {
    PostgresSink sink = postgres.sink("silent", "socketTimeout", "1");
    prepare(sink);
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
    String pid = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'COPY \"%s%%'".formatted(table);
    await().until(() -> postgres.query(pid).size() == 1);
    String backend = postgres.query(pid).get(0);
    signal("STOP", backend);
    return backend;
  }

  private static void signal(String name, String pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void finish_nulAndTheTextThatReplacesIt() throws IOException, SQLException {
    PostgresSink sink = postgres.sink("nul");
    prepare(sink);
    write(sink, 0, total("a\0b", 1), total("a\\u0000b", 2), total("a\\u005cu0000b", 3));
    write(sink, 1, total("a\0b", 4));
    assertThat(rows("nul"))
        .containsExactlyInAnyOrder("a\\u0000b=4", "a\\u005cu0000b=2", "a\\u005cu005cu0000b=3");
  }

  @Test
  void prepare_anotherTableHasTheNameOfTheStagingTable_isKept() throws SQLException {
    postgres.execute("CREATE TABLE theatre_staging (play text)");
    postgres.execute("INSERT INTO theatre_staging VALUES ('Hamlet')");
    assertThatThrownBy(() -> prepare(postgres.sink("theatre")))
        .hasMessageContaining("\"batch_id\" does not exist");
    assertThat(postgres.query("SELECT play FROM theatre_staging")).containsExactly("Hamlet");
  }

  @Test
  void prepare_longestNames() throws IOException, SQLException {
    String schema = "s".repeat(63);
    postgres.execute("CREATE SCHEMA " + schema);
    String table = schema + "." + "t".repeat(55);
    PostgresSink sink = postgres.sink(table);
    prepare(sink);
    write(sink, 0, total("a", 1));
    assertThat(rows(table)).containsExactly("a=1");
  }

  @Test
  void table_mayBeNamedLikeAKeyword() throws IOException, SQLException {
    postgres.execute("CREATE SCHEMA \"select\"");
    for (String table : List.of("order", "select.user", "select.select")) {
      PostgresSink sink = postgres.sink(table);
      prepare(sink);
      write(sink, 0, total("a", 1));
      write(sink, 1, total("a", 2));
      assertThat(rows('"' + table.replace(".", "\".\"") + '"')).containsExactly("a=2");
    }
  }

  /** The name in quotes is the same table as the name without, which older versions created. */
  @Test
  void table_inQuotesIsTheSameTable() throws IOException, SQLException {
    postgres.execute(
        "CREATE TABLE older (LIKE same_columns)".replace("same_columns", made("model")));
    assertThat(postgres.sink("older").id(false)).isEqualTo(postgres.sink("public.older").id(false));
    assertThat(postgres.sink("older").id(false)).isNotNull();
  }

  private static String made(String table) throws IOException {
    postgres.sink(table).id(true);
    return table;
  }
}
