package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The id of the table differs as soon as the table may have lost totals. */
class PostgresIdTest {
  @TempDir private static Path folder;
  @AutoClose private static TestPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = TestPostgres.start(folder);
  }

  @Test
  void id_theTableOfTheCheckpointIsGone_isNotCreatedAgain() throws IOException, SQLException {
    PostgresSink sink = postgres.sink("dropped");
    String id = sink.id(true);
    assertThat(id).matches("server \\d+, database \\d+, table \\d+");
    assertThat(sink.id(false)).isEqualTo(id);
    postgres.execute("DROP TABLE dropped");
    assertThat(sink.id(false)).isNull();
    assertThat(sink.id(false)).as("the table is not created").isNull();
    assertThat(sink.id(true)).isNotEqualTo(id);
  }

  @Test
  void id_anotherDatabaseHasTheTable_differs() throws IOException, SQLException {
    String id = postgres.sink("moved").id(true);
    postgres.execute("CREATE DATABASE other");
    PostgresSink other = postgres.sinkIn("other", "moved");
    assertThat(other.id(true)).isNotEqualTo(id);
  }

  @Test
  void id_maintenanceKeepsIt() throws IOException, SQLException {
    PostgresSink sink = postgres.sink("maintained");
    String id = sink.id(true);
    postgres.execute("VACUUM FULL maintained");
    postgres.execute("CLUSTER maintained USING maintained_pkey");
    postgres.execute("ALTER TABLE maintained ADD COLUMN note text DEFAULT now()");
    assertThat(sink.id(false)).isEqualTo(id);
  }

  /** A user without rights on the server. */
  @Test
  void id_ofAnOrdinaryUser() throws IOException, SQLException {
    PostgresSink owner = postgres.sink("shared");
    String id = owner.id(true);
    postgres.execute("CREATE ROLE clerk LOGIN PASSWORD 'unused'");
    postgres.execute("GRANT ALL ON shared TO clerk");
    PostgresSink sink = postgres.sink("shared", "user", "clerk");
    assertThat(sink.id(false)).isEqualTo(id);
  }
}
