package org.sfcrime.generatecalls.layout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A layout in which the city publishes calls: the names and forms of the fields. */
public enum Layout {
  CALLS_2016("calls-2016"),
  CALLS_2016_TITLES("calls-2016-titles"),
  DISPATCHED_CALLS("dispatched-calls");

  private final String name;

  Layout(String name) {
    this.name = name;
  }

  /** Returns the layout with the name that {@code --layout} takes. */
  public static Layout parse(String name) {
    return Arrays.stream(values())
        .filter(layout -> layout.name.equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(values())
                        .map(Layout::toString)
                        .collect(
                            Collectors.joining(", ", "--layout (" + name + ") must be ", ""))));
  }

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

  @Override
  public String toString() {
    return name;
  }
}
