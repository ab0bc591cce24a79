package org.sfcrime.consumer.format;

/** The values of {@code --format}. */
public enum Format {
  /** One aligned line for each call. */
  LINE,
  /** One JSON object for each record. */
  JSON,
  /** Columns under a header. */
  TABLE;

  /**
   * Returns the format of the records.
   *
   * @param columns of the terminal; the lines of {@link #LINE} and {@link #TABLE} are not longer
   */
  public RecordFormat recordFormat(int columns) {
    return switch (this) {
      case LINE -> ColumnsFormat.line(columns);
      case JSON -> new JsonFormat();
      case TABLE -> ColumnsFormat.table(columns);
    };
  }
}
