package org.sfcrime.streaming.lookup;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
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
    this.names = names == null ? null : new HashMap<>(names);
    this.otherwise = otherwise;
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
      name = Utf8.of(named(text));
      if (kept.size() < MOST_KEPT) {
        kept.put(Utf8.of(text), name); // raw points into a buffer that is used again
      }
    }
    return name;
  }

  /** Returns the name of a crime type. */
  public String named(String raw) {
    return names == null
        ? raw
        : names.getOrDefault(CrimeTypesCsv.key(raw), otherwise == null ? raw : otherwise);
  }

  /** A hash of the table; null if there is no table. */
  public String fingerprint() {
    if (names == null) {
      return null;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(names)
          .forEach(
              (raw, name) ->
                  digest.update((raw + '\0' + name + '\0').getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
