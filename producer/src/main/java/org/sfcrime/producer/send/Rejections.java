package org.sfcrime.producer.send;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.commandline.SafeText;

/** Counts rejected records by reason and prints the first five. */
public final class Rejections {
  private static final int SHOWN = 5;
  private static final int SHOWN_BYTES = 160;

  private final PrintStream err;
  private final Map<RejectionReason, Long> byReason = new EnumMap<>(RejectionReason.class);

  public Rejections(PrintStream err) {
    this.err = err;
  }

  /** Counts a record and prints it if it is one of the first five. */
  public void add(RawRecord record, RejectionReason reason, String place) {
    synchronized (byReason) { // another thread reads the metrics
      byReason.merge(reason, 1L, Long::sum);
    }
    if (total() <= SHOWN) {
      err.println(describe(record, reason, place));
    }
  }

  public long total() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  public Map<String, Long> byReasonCode() {
    Map<String, Long> result = new LinkedHashMap<>();
    synchronized (byReason) {
      byReason.forEach((reason, count) -> result.put(reason.code(), count));
    }
    return result;
  }

  /** Returns for example {@code 3 of 6,805 records rejected: not_json 2, missing_crime_id 1}. */
  public String summary(long read) {
    String reasons =
        byReasonCode().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return String.format("%,d of %,d records rejected: %s", total(), read, reasons);
  }

  /** Returns the reason, the place and the beginning of a rejected record. */
  public static String describe(RawRecord record, RejectionReason reason, String place) {
    int length = Math.min(record.length(), SHOWN_BYTES);
    String text = new String(record.buffer(), record.from(), length, StandardCharsets.UTF_8);
    String more = record.size() > length ? " …" : "";
    return String.format("Rejected (%s): %s: %s%s", reason.code(), place, SafeText.of(text), more);
  }

  /** Returns the position of the record, counting records from 1 and bytes from 0. */
  public static String place(RawRecord record, long line) {
    return String.format(
        "record %,d, line %,d, byte %,d, %,d bytes",
        record.position().record() + 1, line, record.position().offset(), record.size());
  }
}
