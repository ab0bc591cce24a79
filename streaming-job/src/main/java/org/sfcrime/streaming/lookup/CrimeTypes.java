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
 * What a call's crime type is counted as: what the record has, or what a table has for it. Travels
 * to the tasks; each has its own, for one thread.
 *
 * <p>The source's crime type is free text in any case, so that letters of either case are the same
 * in a table.
 */
public final class CrimeTypes implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As many spellings as a task keeps: a topic full of other ones must not fill its memory. */
  private static final int MOST_KEPT = 10_000;

  /** Each call under the crime type that its record has. */
  public static final CrimeTypes AS_WRITTEN = new CrimeTypes(null, null);

  private final Map<String, String> names;
  private final String otherwise;
  private transient Map<Utf8, Utf8> kept;

  /**
   * Names crime types after a table.
   *
   * @param names by the crime type in small letters; null for none
   * @param otherwise the name of a crime type that is not in the table; null for itself
   */
  CrimeTypes(Map<String, String> names, String otherwise) {
    this.names = names == null ? null : new HashMap<>(names);
    this.otherwise = otherwise;
  }

  /** The name of a crime type as it stands in a record. */
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
        kept.put(Utf8.of(text), name); // the record's own bytes are used again
      }
    }
    return name;
  }

  /** The same, of a text. */
  public String named(String raw) {
    return names == null
        ? raw
        : names.getOrDefault(CrimeTypesCsv.key(raw), otherwise == null ? raw : otherwise);
  }

  /** Tells one table from another; null where there is none. */
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
