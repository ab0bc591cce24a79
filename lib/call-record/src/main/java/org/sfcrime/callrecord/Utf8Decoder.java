package org.sfcrime.callrecord;

import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Checks that bytes are valid UTF-8 and reads valid bytes as characters. The check is strict:
 * overlong forms and encoded surrogates are invalid. Not thread-safe.
 */
public final class Utf8Decoder {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer chars = CharBuffer.allocate(4096);

  /** Returns whether the bytes from {@code from} to before {@code to} are valid UTF-8. */
  public boolean isValid(byte[] bytes, int from, int to) {
    int next = from;
    // Most records are ASCII: eight bytes at a time.
    while (next + Long.BYTES <= to && ((long) LONGS.get(bytes, next) & HIGH_BITS) == 0) {
      next += Long.BYTES;
    }
    while (next < to && bytes[next] >= 0) {
      next++;
    }
    return next == to || decodes(ByteBuffer.wrap(bytes, next, to - next));
  }

  /** Returns a reader of bytes that are valid UTF-8. It uses this decoder until its end. */
  Reader reader(byte[] bytes, int from, int to) {
    decoder.reset();
    return new Characters(ByteBuffer.wrap(bytes, from, to - from));
  }

  private boolean decodes(ByteBuffer bytes) {
    decoder.reset();
    CoderResult result;
    do {
      chars.clear();
      result = decoder.decode(bytes, chars, true);
    } while (result.isOverflow());
    return !result.isError();
  }

  /** Unlike an InputStreamReader, this reader has no buffer of its own. */
  private final class Characters extends Reader {
    private final ByteBuffer bytes;

    Characters(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(char[] target, int offset, int length) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      CharBuffer to = CharBuffer.wrap(target, offset, length);
      decoder.decode(bytes, to, true);
      return length - to.remaining();
    }

    @Override
    public void close() {
      // Nothing to release.
    }
  }
}
