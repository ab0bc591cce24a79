package org.sfcrime.callfile.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class Utf16ToUtf8InputStreamTest {
  @RepeatedTest(20)
  void read_anyText_likeTheCharset() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("\uFEFF");
    int[] bounds = {0x80, 0x800, 0xd800, 0x110000 - 0xe000};
    while (text.length() < 100_000) {
      int bound = bounds[random.nextInt(bounds.length)];
      int point = random.nextInt(bound);
      text.appendCodePoint(bound == bounds[3] ? 0xe000 + point : point);
    }
    byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] little = text.toString().getBytes(StandardCharsets.UTF_16LE);
    byte[] big = text.toString().getBytes(StandardCharsets.UTF_16BE);
    assertThat(read(ContainerBytes.input(little), ByteOrder.LITTLE_ENDIAN))
        .as("seed %d", seed)
        .isEqualTo(utf8);
    assertThat(read(ContainerBytes.slowInput(big), ByteOrder.BIG_ENDIAN))
        .as("seed %d", seed)
        .isEqualTo(utf8);
  }

  @Test
  void read_unpaired() throws IOException {
    byte[] utf16 = {'a', 0, 0, (byte) 0xd8, 'b', 0, 0, (byte) 0xdc, 0, (byte) 0xd8, 'c'};
    assertThat(read(ContainerBytes.input(utf16), ByteOrder.LITTLE_ENDIAN))
        .isEqualTo(
            ContainerBytes.bytes("a\u00ed\u00a0\u0080b\u00ed\u00b0\u0080\u00ed\u00a0\u0080\u00ff"));
  }

  private static byte[] read(PeekableInputStream input, ByteOrder order) throws IOException {
    return new Utf16ToUtf8InputStream(input, order).readAllBytes();
  }
}
