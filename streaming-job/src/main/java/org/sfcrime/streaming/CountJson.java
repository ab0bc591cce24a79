package org.sfcrime.streaming;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A count as the topics have it: {@code ["2018-12-31 23:50:00","2019-01-01 00:00:00","Traffic
 * Stop","ADM"]} as key, and the same with names, description and count as value.
 *
 * <p>One serves one thread. Counts come window by window, so a window's text is made once.
 */
final class CountJson {
  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();
  private static final byte[] NULL = ascii("null");

  private final CountRules rules;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private long windowStart;
  private byte[] startText;
  private byte[] endText;

  CountJson(CountRules rules) {
    this.rules = rules;
  }

  /** The key of a total. */
  byte[] key(Count count) {
    startKey(count);
    return end(']');
  }

  /** The key of a batch's late calls. */
  byte[] key(Count count, long batchId) {
    startKey(count);
    put(",").put(ascii(Long.toString(batchId)));
    return end(']');
  }

  byte[] value(Count count) {
    window(count);
    put("{\"window_start\":\"").put(startText).put("\",\"window_end\":\"").put(endText);
    put("\",\"crime_type\":").put(text(count.crimeType()));
    put(",\"disposition\":").put(text(count.disposition()));
    put(",\"description\":");
    put(count.description() == null ? NULL : text(count.description()));
    put(",\"count\":").put(ascii(Long.toString(count.calls())));
    return end('}');
  }

  private void startKey(Count count) {
    window(count);
    put("[\"").put(startText).put("\",\"").put(endText).put("\",");
    put(text(count.crimeType())).put(",");
    put(text(count.disposition()));
  }

  private void window(Count count) {
    long start = count.windowStart();
    if (startText == null || start != windowStart) {
      windowStart = start;
      startText = ascii(WallClock.format(start));
      endText = ascii(WallClock.format(rules.windowEnd(start)));
    }
  }

  private byte[] end(char last) {
    bytes.write(last);
    byte[] all = bytes.toByteArray();
    bytes.reset();
    return all;
  }

  private CountJson put(String plain) {
    return put(ascii(plain));
  }

  private CountJson put(byte[] plain) {
    bytes.writeBytes(plain);
    return this;
  }

  private static byte[] text(String text) {
    byte[] quoted = JSON.quoteAsUTF8(text);
    byte[] all = new byte[quoted.length + 2];
    all[0] = '"';
    System.arraycopy(quoted, 0, all, 1, quoted.length);
    all[all.length - 1] = '"';
    return all;
  }

  private static byte[] ascii(String plain) {
    return plain.getBytes(StandardCharsets.US_ASCII);
  }
}
