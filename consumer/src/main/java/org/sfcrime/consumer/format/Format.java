package org.sfcrime.consumer.format;

/** The values of {@code --format}. */
public enum Format {
  /** One aligned line for each call. */
  LINE,
  /** One JSON object for each record. */
  JSON,
  /** Columns under a header. */
  TABLE;

  public RecordFormat recordFormat() {
    return switch (this) {
      case LINE -> ColumnsFormat.line();
      case JSON -> new JsonFormat();
      case TABLE -> ColumnsFormat.table();
    };
  }
}
