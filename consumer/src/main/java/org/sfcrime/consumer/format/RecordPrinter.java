package org.sfcrime.consumer.format;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Prints records in UTF-8, and detects when the reader of the output has closed it. */
public final class RecordPrinter {
  private static final int BUFFER_CHARS = 1 << 16;

  private final PrintStream out;
  private final RecordFormat format;
  private final StringBuilder text = new StringBuilder();
  private boolean closedByReader;

  /**
   * @param format null to print nothing
   */
  public RecordPrinter(PrintStream out, RecordFormat format) {
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
    if (text.length() >= BUFFER_CHARS) {
      flush();
    }
  }

  /** Writes the records that are still buffered. */
  public void flush() {
    if (text.length() == 0 || closedByReader) {
      return;
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    out.write(bytes, 0, bytes.length);
    closedByReader = out.checkError();
  }

  /** Returns whether the reader of the output has closed it, as {@code head} does. */
  public boolean closedByReader() {
    return closedByReader;
  }
}
