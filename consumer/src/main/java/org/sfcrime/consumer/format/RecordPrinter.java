package org.sfcrime.consumer.format;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.commandline.Program;

/** Prints records in UTF-8. */
public final class RecordPrinter {
  private static final int BUFFER_CHARS = 1 << 16;

  private final PrintStream out;
  private final RecordFormat format;
  private final StringBuilder text = new StringBuilder();

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
    if (format == null) {
      return;
    }
    format.append(record, text);
    if (text.length() >= BUFFER_CHARS) {
      flush();
    }
  }

  /**
   * Writes the records that are still buffered.
   *
   * @throws CommandException if the output cannot be written
   */
  public void flush() {
    if (text.length() == 0) {
      return;
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    if (text.capacity() > 2 * BUFFER_CHARS) {
      text.trimToSize(); // after a large record
    }
    out.write(bytes, 0, bytes.length);
    Program.requireWritten(out);
  }
}
