package org.sfcrime.streaming.sink;

import java.io.Serializable;
import java.util.Map;
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
  private static final String STAGING_SUFFIX = "_staging";

  /** PostgreSQL cuts longer names without an error. */
  private static final int MAX_NAME_BYTES = 63;

  /** ASCII only, so a character is a byte. */
  private static final Pattern TABLE =
      Pattern.compile("(?:(?<schema>[a-z_][a-z0-9_]*)\\.)?(?<name>[a-z_][a-z0-9_]*)");

  PostgresOptions {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "--jdbc-url must begin with jdbc:postgresql: (the sink supports only PostgreSQL)");
    }
    if (url.contains("password=")) {
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

  /** Returns the name of the table that the tasks copy their rows into. */
  String staging() {
    return table + STAGING_SUFFIX;
  }

  /** Leaves out the properties: a password must not get into a log. */
  @Override
  public String toString() {
    return "PostgresOptions[" + table + "]";
  }
}
