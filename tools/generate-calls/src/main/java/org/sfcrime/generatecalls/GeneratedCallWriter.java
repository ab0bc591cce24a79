package org.sfcrime.generatecalls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.sfcrime.generatecalls.layout.CallText;
import org.sfcrime.generatecalls.layout.FileFormat;
import org.sfcrime.generatecalls.layout.GeneratedCall;

/** Writes calls as a JSON array, as one JSON object per line, or as CSV. */
final class GeneratedCallWriter implements CallGenerator.Sink {
  private final OutputStream out;
  private final FileFormat format;
  private final CallText calls;
  private final StringBuilder text = new StringBuilder(1024);
  private boolean first = true;

  GeneratedCallWriter(OutputStream out, FileFormat format, CallText calls) {
    this.out = out;
    this.format = format;
    this.calls = calls;
  }

  @Override
  public void write(GeneratedCall call) throws IOException {
    begin(",");
    calls.append(call, text);
    if (format != FileFormat.JSON) {
      text.append('\n');
    }
    flushText();
  }

  /** Closes the JSON array and flushes the stream, which stays open. */
  void end() throws IOException {
    begin("");
    if (format == FileFormat.JSON) {
      text.append("]\n");
    }
    flushText();
    out.flush();
  }

  /** Writes what precedes the first call, or the comma of a JSON array before another call. */
  private void begin(String comma) {
    if (format == FileFormat.JSON) {
      text.append(first ? "[" : comma);
    } else if (format == FileFormat.CSV && first) {
      text.append(calls.header()).append('\n');
    }
    first = false;
  }

  private void flushText() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }
}
