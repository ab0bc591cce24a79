package org.sfcrime.callfile.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Converts UTF-16 to UTF-8. An unpaired surrogate, and half a character at the end, become bytes
 * that are not valid UTF-8, so that only the record that contains them is rejected.
 */
final class Utf16ToUtf8InputStream extends InputStream {
  private static final int UNITS = 1 << 14;

  private final InputStream input;
  private final ByteBuffer utf16 = ByteBuffer.allocate(UNITS * 2);
  private final ByteBuffer utf8 = ByteBuffer.allocate((UNITS + 2) * 3).flip();
  private char firstOfPair;
  private boolean ended;

  Utf16ToUtf8InputStream(InputStream input, ByteOrder order) {
    this.input = input;
    utf16.order(order);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!utf8.hasRemaining() && !ended) {
      convert();
    }
    int count = Math.min(length, utf8.remaining());
    utf8.get(bytes, offset, count);
    return count == 0 && length > 0 ? -1 : count;
  }

  private void convert() throws IOException {
    int count = input.read(utf16.array(), utf16.position(), utf16.remaining());
    ended = count < 0;
    utf16.position(utf16.position() + Math.max(count, 0)).flip();
    utf8.clear();
    while (utf16.remaining() >= Character.BYTES) {
      put(utf16.getChar());
    }
    if (ended) {
      putUnpaired();
      if (utf16.hasRemaining()) {
        utf8.put((byte) 0xff);
      }
    }
    utf16.compact();
    utf8.flip();
  }

  private void put(char unit) {
    if (firstOfPair != 0 && Character.isLowSurrogate(unit)) {
      int point = Character.toCodePoint(firstOfPair, unit);
      firstOfPair = 0;
      utf8.put((byte) (0xf0 | point >> 18));
      utf8.put((byte) (0x80 | (point >> 12 & 0x3f)));
      utf8.put((byte) (0x80 | (point >> 6 & 0x3f)));
      utf8.put((byte) (0x80 | (point & 0x3f)));
      return;
    }
    putUnpaired();
    if (Character.isHighSurrogate(unit)) {
      firstOfPair = unit;
    } else {
      putUnit(unit);
    }
  }

  private void putUnpaired() {
    if (firstOfPair != 0) {
      putUnit(firstOfPair);
      firstOfPair = 0;
    }
  }

  /** Writes a surrogate in the way of other characters, which UTF-8 forbids. */
  private void putUnit(char unit) {
    if (unit < 0x80) {
      utf8.put((byte) unit);
    } else {
      if (unit < 0x800) {
        utf8.put((byte) (0xc0 | unit >> 6));
      } else {
        utf8.put((byte) (0xe0 | unit >> 12));
        utf8.put((byte) (0x80 | (unit >> 6 & 0x3f)));
      }
      utf8.put((byte) (0x80 | (unit & 0x3f)));
    }
  }
}
