package org.sfcrime.generatecalls.layout;

import java.util.List;
import java.util.Locale;

/** A layout in which the city publishes calls: the names and forms of the fields. */
public enum Layout {
  CALLS_2016,
  CALLS_2016_TITLES,
  DISPATCHED_CALLS;

  /** Returns the formats in which calls of this layout can be written; the first is the default. */
  public List<FileFormat> formats() {
    return switch (this) {
      case CALLS_2016 -> List.of(FileFormat.JSON, FileFormat.NDJSON);
      case CALLS_2016_TITLES -> List.of(FileFormat.CSV);
      case DISPATCHED_CALLS -> List.of(FileFormat.JSON, FileFormat.NDJSON, FileFormat.CSV);
    };
  }

  /**
   * Returns the text of calls.
   *
   * @param seed determines the values that {@link GeneratedCall} does not have
   */
  public CallText text(FileFormat format, long seed) {
    return switch (this) {
      case CALLS_2016 -> new Calls2016Json();
      case CALLS_2016_TITLES -> new Calls2016TitlesCsv();
      case DISPATCHED_CALLS ->
          format == FileFormat.CSV
              ? new DispatchedCallsCsv(new DispatchedCalls(seed))
              : new DispatchedCallsJson(new DispatchedCalls(seed));
    };
  }

  /** Returns the value of {@code --layout}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
