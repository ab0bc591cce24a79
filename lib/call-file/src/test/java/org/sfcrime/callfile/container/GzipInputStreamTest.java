package org.sfcrime.callfile.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputStreamTest {
  private static final byte[] TEXT = ContainerBytes.text(300);
  private static final int FIRST_BYTES = 100;

  @Test
  void read_membersAndZeros() throws IOException {
    byte[] zeros = new byte[70_000];
    byte[] gzip = ContainerBytes.join(twoMembers(), zeros);
    for (PeekableInputStream input :
        new PeekableInputStream[] {ContainerBytes.input(gzip), ContainerBytes.slowInput(gzip)}) {
      GzipInputStream stream = new GzipInputStream(input);
      assertThat(stream.readAllBytes()).isEqualTo(TEXT);
      assertThat(stream.damage()).isNull();
    }
  }

  @Test
  void read_headerWithEveryField() throws IOException {
    byte[] plain = ContainerBytes.gzip(TEXT);
    byte[] header =
        ContainerBytes.join(
            ContainerBytes.bytes("\u001f\u008b\b\u001e\0\0\0\0\0\3"),
            ContainerBytes.bytes("\3\0abc"),
            ContainerBytes.bytes("calls.json\0a comment\0\1\2"));
    byte[] gzip = ContainerBytes.join(header, Arrays.copyOfRange(plain, 10, plain.length));
    GzipInputStream stream = new GzipInputStream(ContainerBytes.input(gzip));
    assertThat(stream.readAllBytes()).isEqualTo(TEXT);
    assertThat(stream.damage()).isNull();
  }

  @Test
  void read_cutAnywhere_reportsItAndKeepsWhatPrecedes() throws IOException {
    byte[] gzip = twoMembers();
    int boundary = ContainerBytes.gzip(Arrays.copyOf(TEXT, FIRST_BYTES)).length;
    for (int length = 0; length < gzip.length; length++) {
      GzipInputStream stream =
          new GzipInputStream(ContainerBytes.input(Arrays.copyOf(gzip, length)));
      byte[] read = stream.readAllBytes();
      assertThat(read).as("cut at %d", length).isEqualTo(Arrays.copyOf(TEXT, read.length));
      if (length == boundary) {
        assertThat(stream.damage()).isNull(); // a whole file
      } else {
        assertThat(stream.damage())
            .isEqualTo("the gzip file is cut short after %d decompressed bytes", read.length);
      }
      assertThat(read.length).isGreaterThanOrEqualTo(length >= boundary ? FIRST_BYTES : 0);
    }
  }

  @Test
  void read_anyByteChanged_isReportedOrHasNoEffect() throws IOException {
    byte[] gzip = twoMembers();
    for (int i = 0; i < gzip.length; i++) {
      for (int change : new int[] {0xff, 0x01, gzip[i]}) {
        byte[] damaged = gzip.clone();
        damaged[i] ^= (byte) change;
        GzipInputStream stream = new GzipInputStream(ContainerBytes.input(damaged));
        byte[] read = stream.readAllBytes();
        if (stream.damage() == null) {
          assertThat(read).as("byte %d changed by %x", i, change).isEqualTo(TEXT);
        } else {
          assertThat(stream.damage())
              .startsWith("the gzip file is ")
              .contains(" decompressed bytes");
        }
      }
    }
  }

  @Test
  void read_damagedBlock_keepsTheBlocksBefore() throws IOException {
    byte[] block = new byte[1000];
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(TEXT);
    int length = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
    deflater.end();
    byte[] header = Arrays.copyOf(ContainerBytes.gzip(TEXT), 10);
    byte[] gzip =
        ContainerBytes.join(
            header, Arrays.copyOf(block, length), ContainerBytes.bytes("\u00ff\u00ff"));
    GzipInputStream stream = new GzipInputStream(ContainerBytes.input(gzip));
    assertThat(stream.readAllBytes()).isEqualTo(TEXT);
    assertThat(stream.damage())
        .isEqualTo("the gzip file is damaged after 300 decompressed bytes (invalid block type)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\0\0x", "\u001f\u008a\b", "{\"crime_id\":\"1\"}"})
  void read_otherDataAfterAMember_areDamage(String garbage) throws IOException {
    byte[] gzip = ContainerBytes.join(twoMembers(), ContainerBytes.bytes(garbage));
    GzipInputStream stream = new GzipInputStream(ContainerBytes.input(gzip));
    assertThat(stream.readAllBytes()).isEqualTo(TEXT);
    assertThat(stream.damage()).contains("after 300 decompressed bytes");
  }

  private static byte[] twoMembers() throws IOException {
    return ContainerBytes.join(
        ContainerBytes.gzip(Arrays.copyOf(TEXT, FIRST_BYTES)),
        ContainerBytes.gzip(Arrays.copyOfRange(TEXT, FIRST_BYTES, TEXT.length)));
  }
}
