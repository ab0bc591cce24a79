package org.sfcrime.consumer.format;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Shows records on standard output, as UTF-8 whatever the locale, and notices when nobody reads
 * them any more.
 */
public final class RecordOutput {
  private static final int FULL = 1 << 16;

  private final PrintStream out;
  private final RecordFormat format;
  private final StringBuilder text = new StringBuilder();
  private boolean closedByReader;

  /**
   * @param format null to show nothing
   */
  public RecordOutput(PrintStream out, RecordFormat format) {
    this.out = out;
    this.format = format;
    if (format != null) {
      format.header(text);
    }
  }

  public void show(ConsumerRecord<byte[], byte[]> record) {
    if (format == null || closedByReader) {
      return;
    }
    format.append(record, text);
    if (text.length() >= FULL) {
      flush();
    }
  }

  /** Writes what was shown so far. */
  public void flush() {
    if (text.length() == 0 || closedByReader) {
      return;
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    out.write(bytes, 0, bytes.length);
    closedByReader = out.checkError();
  }

  /** Whether the reader of the output went away, as head does. */
  public boolean closedByReader() {
    return closedByReader;
  }
}
