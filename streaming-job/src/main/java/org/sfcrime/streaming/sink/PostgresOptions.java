package org.sfcrime.streaming.sink;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The database of {@code --sink jdbc}.
 *
 * @param url {@code jdbc:postgresql:...}, without a password
 * @param table for the counts, with or without a schema; at most 55 bytes, so that PostgreSQL does
 *     not cut the name of the staging table
 * @param properties of the driver, for example user and password
 */
record PostgresOptions(String url, String table, Map<String, String> properties)
    implements Serializable {
  /** How long a statement may take, unless the user sets another limit. */
  static final String SERVER_LIMIT_SECONDS = "300";

  /** The driver logs what its exceptions say, in several lines. A user's level stays. */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  /** Without a warning level, the server logs a notice for each table that exists. */
  private static final String SESSION =
      """
      SELECT set_config('client_min_messages', 'warning', false),
             set_config('lock_timeout', CASE value WHEN '0' THEN '20s' ELSE value END, false)
      FROM current_setting('lock_timeout') AS value
      """;

  private static final String STAGING_SUFFIX = "_staging";

  /** PostgreSQL cuts longer names without an error. */
  private static final int MAX_NAME_BYTES = 63;

  /** A user and a password before the host, which the driver takes for a host. */
  private static final Pattern LOGIN = Pattern.compile("jdbc:postgresql://[^/?]*:[^/?]*@");

  /** ASCII only, so a character is a byte. */
  private static final Pattern TABLE =
      Pattern.compile("(?:(?<schema>[a-z_][a-z0-9_]*)\\.)?(?<name>[a-z_][a-z0-9_]*)");

  PostgresOptions {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "--jdbc-url must begin with jdbc:postgresql: (the sink supports only PostgreSQL)");
    }
    if (url.contains("password=") || LOGIN.matcher(url).lookingAt()) {
      throw new IllegalArgumentException(
          "--jdbc-url has a password, which everybody on the machine could read: put it into a file, for --jdbc-config or ~/.pgpass");
    }
    Matcher names = TABLE.matcher(table);
    if (!names.matches()) {
      throw new IllegalArgumentException(
          "--jdbc-table %s: must be a name, or schema.name, of lower-case letters, digits and _"
              .formatted(table));
    }
    requireFits(table, names.group("schema"), MAX_NAME_BYTES);
    requireFits(table, names.group("name"), MAX_NAME_BYTES - STAGING_SUFFIX.length());
    properties = Map.copyOf(properties);
  }

  private static void requireFits(String table, String name, int maxBytes) {
    if (name != null && name.length() > maxBytes) {
      throw new IllegalArgumentException(
          "--jdbc-table %s: %s has %d bytes, and %d fit (PostgreSQL cuts names after %d bytes, and the job adds %s to the name of the table)"
              .formatted(table, name, name.length(), maxBytes, MAX_NAME_BYTES, STAGING_SUFFIX));
    }
  }

  /** Returns the table as SQL, with its names in quotes: a name may be a keyword. */
  String tableSql() {
    return quoted(table);
  }

  /** Returns the table that the tasks copy their rows into, as SQL. */
  String stagingSql() {
    return quoted(table + STAGING_SUFFIX);
  }

  /** The names have no quotes and no upper-case letters, so they mean the same in quotes. */
  private static String quoted(String name) {
    return '"' + name.replace(".", "\".\"") + '"';
  }

  /** Opens a connection with the properties of the user and of this sink. */
  Connection connect() throws SQLException {
    if (DRIVER.getLevel() == null) {
      DRIVER.setLevel(Level.OFF);
    }
    Properties all = new Properties();
    all.setProperty("ApplicationName", "sf-crime-statistics");
    all.setProperty("tcpKeepAlive", "true");
    all.setProperty("socketTimeout", SERVER_LIMIT_SECONDS);
    all.putAll(properties);
    Connection connection = DriverManager.getConnection(url, all);
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(SESSION);
    } catch (SQLException e) {
      try (connection) {
        throw e;
      }
    }
    return connection;
  }

  /** Leaves out the properties: a password must not get into a log. */
  @Override
  public String toString() {
    return "PostgresOptions[" + table + "]";
  }
}
