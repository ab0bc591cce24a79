package org.sfcrime.streaming.console;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.streaming.count.BucketReport;
import org.sfcrime.streaming.count.RowCounts;
import org.sfcrime.streaming.count.Watermark;

/** The wording of a batch's figures, the same on the console, in files and in the final report. */
public final class BatchText {
  private BatchText() {}

  /** Formats numbers in the same way in every locale. */
  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** The progress line of a batch: Spark's figures, the state and the identity so far. */
  static String progress(StreamingQueryProgress progress, BucketReport report) {
    String phases =
        progress.durationMs().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(phase -> phase.getKey() + " " + phase.getValue())
            .collect(Collectors.joining(", "));
    return text(
        "batch %d: numInputRows %,d, inputRowsPerSecond %,.0f, processedRowsPerSecond %,.0f,"
            + " durationMs {%s}, watermark %s, state %,d windows %,d rows; so far %s",
        progress.batchId(),
        progress.numInputRows(),
        finite(progress.inputRowsPerSecond()),
        finite(progress.processedRowsPerSecond()),
        phases,
        watermark(report),
        report.openWindows(),
        report.openGroups(),
        identity(report.totals()));
  }

  /** The identity: {@code read 5 = counted 4 + late 0 + rejected 1, unmatched 0}. */
  static String identity(RowCounts rows) {
    return text("read %,d = %s, unmatched %,d", rows.read(), parts(rows), rows.unmatched());
  }

  /** The identity at the end of a run, with a remark if it does not hold. */
  public static String reconciliation(RowCounts rows, int windowsPerCall) {
    return text(
        "reconciliation: read %,d%s %s %s; unmatched %,d of the counted",
        rows.read(),
        windowsPerCall == 1 ? "" : " (each call in %d windows)".formatted(windowsPerCall),
        rows.identityHolds(windowsPerCall) ? "=" : "IS NOT",
        parts(rows),
        rows.unmatched());
  }

  /**
   * The right-hand side of the identity. Duplicates and replaced calls appear only if there are
   * any.
   */
  private static String parts(RowCounts rows) {
    String duplicates = rows.duplicates() == 0 ? "" : text(" + duplicates %,d", rows.duplicates());
    String replaced = rows.replaced() == 0 ? "" : text(" + replaced %,d", rows.replaced());
    return text(
        "counted %,d + late %,d%s%s + rejected %,d",
        rows.counted(), rows.late(), duplicates, replaced, rows.rejectedRecords());
  }

  /** The rejected records by reason: {@code 2 not_json, 1 null_value}. */
  public static String rejected(RowCounts rows) {
    return rows.rejected().entrySet().stream()
        .map(reason -> text("%,d %s", reason.getValue(), reason.getKey().code()))
        .collect(Collectors.joining(", "));
  }

  /** The watermark as wall-clock time, {@code none} before the first one. */
  public static String watermark(BucketReport report) {
    return report.watermark() == Watermark.NO_WATERMARK
        ? "none"
        : WallClock.format(report.watermark());
  }

  /** The rate, or 0 where Spark reports NaN or infinity. */
  public static double finite(double rate) {
    return Double.isFinite(rate) ? rate : 0;
  }
}
