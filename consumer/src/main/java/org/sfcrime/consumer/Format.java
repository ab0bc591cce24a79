package org.sfcrime.consumer;

/** How records are shown. */
enum Format {
  /** One aligned line a call. */
  LINE,
  /** One JSON object a line. */
  JSON,
  /** Columns under a header. */
  TABLE;

  RecordFormat recordFormat() {
    return switch (this) {
      case LINE -> new LineFormat();
      case JSON -> new JsonFormat();
      case TABLE -> new TableFormat();
    };
  }
}
