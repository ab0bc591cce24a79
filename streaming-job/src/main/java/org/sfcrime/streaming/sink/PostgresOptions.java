package org.sfcrime.streaming.sink;

import java.io.Serializable;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The database of {@code --sink jdbc}.
 *
 * @param url {@code jdbc:postgresql:...}, without a password
 * @param table for the counts, with or without a schema
 * @param properties of the driver, for example user and password
 */
record PostgresOptions(String url, String table, Map<String, String> properties)
    implements Serializable {
  private static final Pattern TABLE = Pattern.compile("([a-z_][a-z0-9_]*\\.)?[a-z_][a-z0-9_]*");

  PostgresOptions {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "--jdbc-url must begin with jdbc:postgresql: (the sink supports only PostgreSQL)");
    }
    if (url.contains("password=")) {
      throw new IllegalArgumentException(
          "--jdbc-url has a password, which everybody on the machine could read: put it into a file, for --jdbc-config or ~/.pgpass");
    }
    if (!TABLE.matcher(table).matches()) {
      throw new IllegalArgumentException(
          "--jdbc-table %s: must be a name, or schema.name, of lower-case letters, digits and _"
              .formatted(table));
    }
    properties = Map.copyOf(properties);
  }

  /** Leaves out the properties: a password must not get into a log. */
  @Override
  public String toString() {
    return "PostgresOptions[" + table + "]";
  }
}
