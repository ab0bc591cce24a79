package org.sfcrime.endtoend.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sfcrime.endtoend.harness.Postgres;

/** Slows down or rejects the merges into a table, with a trigger that runs once for each merge. */
final class FaultyPostgres {
  private static final String TABLE =
      """
      CREATE TABLE %s (
        window_start timestamp NOT NULL, window_end timestamp NOT NULL,
        crime_type text NOT NULL, disposition text NOT NULL, description text,
        count bigint NOT NULL,
        PRIMARY KEY (window_start, window_end, crime_type, disposition))
      """;

  /** A sequence is not rolled back with the transaction, so it counts failed merges too. */
  private static final String TRIGGER =
      """
      CREATE SEQUENCE %1$s_merges;
      CREATE FUNCTION %1$s_before() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('%1$s_merges') %% %2$d = 0 THEN %3$s; END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER %1$s_before BEFORE INSERT ON %1$s
        FOR EACH STATEMENT EXECUTE FUNCTION %1$s_before()
      """;

  static final String REFUSAL = "this test refuses every third merge";

  private FaultyPostgres() {}

  /** Makes each merge two seconds slower. */
  static void slow(Postgres postgres, String table) throws SQLException {
    postgres.execute(TABLE.formatted(table));
    postgres.execute(TRIGGER.formatted(table, 1, "PERFORM pg_sleep(2)"));
  }

  /** Makes every third merge fail. */
  static void failEveryThird(Postgres postgres, String table) throws SQLException {
    postgres.execute(TABLE.formatted(table));
    postgres.execute(TRIGGER.formatted(table, 3, "RAISE EXCEPTION '" + REFUSAL + "'"));
  }

  /** The number of merges, including failed ones. */
  static long merges(Postgres postgres, String table) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT last_value FROM " + table + "_merges")) {
      found.next();
      return found.getLong(1);
    }
  }
}
