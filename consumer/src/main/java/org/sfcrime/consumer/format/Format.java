package org.sfcrime.consumer.format;

/** How records are shown. */
public enum Format {
  /** One aligned line a call. */
  LINE,
  /** One JSON object a line. */
  JSON,
  /** Columns under a header. */
  TABLE;

  public RecordFormat recordFormat() {
    return switch (this) {
      case LINE -> new LineFormat();
      case JSON -> new JsonFormat();
      case TABLE -> new TableFormat();
    };
  }
}
