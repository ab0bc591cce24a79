package org.sfcrime.streaming.sink;

import java.io.Serializable;
import java.util.stream.Collectors;
import org.sfcrime.countrecord.GroupFields;

/** The columns of {@link PostgresSink}'s tables as lists in SQL. */
record PostgresColumns(GroupFields fields) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The columns with their types. */
  String typed() {
    return "window_start timestamp NOT NULL, window_end timestamp NOT NULL, "
        + groups(" text NOT NULL")
        + (fields.hasDescription() ? ", description text" : "")
        + ", count bigint NOT NULL";
  }

  String all() {
    return key() + (fields.hasDescription() ? ", description" : "") + ", count";
  }

  String key() {
    return "window_start, window_end, " + groups("");
  }

  /** The assignments that replace an older total by a new one. */
  String replaced() {
    return (fields.hasDescription() ? "description = EXCLUDED.description, " : "")
        + "count = EXCLUDED.count";
  }

  /** The grouping fields in quotes: a field may have the name of a keyword. */
  private String groups(String type) {
    return fields.names().stream()
        .map(name -> "\"%s\"%s".formatted(name, type))
        .collect(Collectors.joining(", "));
  }
}
