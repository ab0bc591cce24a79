package org.sfcrime.streaming.lookup;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.countrecord.CrimeTypesCsv;

/**
 * The name under which a crime type is counted: the text in the record, or a name from a table.
 * Spark sends a copy to each task. Not thread-safe.
 *
 * <p>The crime type is free text, so a table does not distinguish upper and lower case.
 */
public final class CrimeTypes implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A limit on memory: a topic can have any number of spellings. */
  private static final int MOST_KEPT = 10_000;

  /** Names each crime type by the text in the record. */
  public static final CrimeTypes AS_WRITTEN = new CrimeTypes(null, null);

  private final Map<String, String> names;
  private final String otherwise;
  private transient Map<Utf8, Utf8> kept;

  /**
   * Names crime types by a table.
   *
   * @param names by the crime type in lower case; null for no table
   * @param otherwise the name of a crime type that is not in the table; null for the crime type
   */
  CrimeTypes(Map<String, String> names, String otherwise) {
    this.names = names;
    this.otherwise = otherwise;
  }

  /**
   * Reads a column of a CSV table with {@code raw}, {@code canonical_type}, {@code category}.
   *
   * @param file the file, or null for the table inside the jar
   * @param column the column with the names
   * @param otherwise the name of a crime type that is not in the table; null for the crime type
   * @throws IllegalArgumentException if the table cannot be read, lacks a column or a cell, or has
   *     a crime type twice
   */
  static CrimeTypes read(Path file, String column, String otherwise) {
    String name = file == null ? "the crime types inside the jar" : file.toString();
    try (InputStream in =
        file == null
            ? CrimeTypes.class.getResourceAsStream("/crime-types.csv")
            : Files.newInputStream(file)) {
      Map<String, String> names = new HashMap<>();
      CrimeTypesCsv.read(name, in, List.of(column))
          .forEach((raw, cells) -> names.put(raw, cells.get(0)));
      return new CrimeTypes(names, otherwise);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--crime-types %s: cannot be read (%s)".formatted(name, e.getClass().getSimpleName()), e);
    }
  }

  /** Returns the name of a crime type. */
  public Utf8 named(Utf8 raw) {
    if (names == null) {
      return raw;
    }
    if (kept == null) {
      kept = new HashMap<>();
    }
    Utf8 name = kept.get(raw);
    if (name == null) {
      String text = raw.toString();
      name =
          Utf8.of(
              names.getOrDefault(CrimeTypesCsv.key(text), otherwise == null ? text : otherwise));
      if (kept.size() < MOST_KEPT) {
        kept.put(Utf8.of(text), name); // raw points into a buffer that is used again
      }
    }
    return name;
  }

  /** A hash of the table; null if there is no table. */
  public String fingerprint() {
    if (names == null) {
      return null;
    }
    StringBuilder table = new StringBuilder();
    new TreeMap<>(names)
        .forEach((raw, name) -> table.append(raw).append('\0').append(name).append('\0'));
    return DigestUtils.sha256Hex(table.toString()).substring(0, 16);
  }
}
