package org.sfcrime.callfile.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.commandline.CommandException;

class ZippedFileInputStreamTest {
  private static final byte[] TEXT = ContainerBytes.bytes("a/calls.csv");
  private static final int FLAGS = 6;
  private static final int METHOD = 8;

  @TempDir Path directory;

  @Test
  void read_everyForm() throws IOException {
    byte[] deflated = ContainerBytes.zip("a/calls.csv");
    byte[] amongOthers =
        ContainerBytes.zip(
            "a/", "__MACOSX/a/._calls.csv", "a/calls.csv", ".DS_Store", "a/.DS_Store");
    byte[] stored = ContainerBytes.storedZip("a/calls.csv", TEXT);
    byte[] padded = ContainerBytes.join(deflated, new byte[70_000]);
    for (byte[] zip :
        List.of(
            deflated,
            amongOthers,
            stored,
            padded,
            with64BitDescriptor(deflated),
            withoutSignature(deflated),
            withComment())) {
      for (PeekableInputStream input :
          List.of(ContainerBytes.input(zip), ContainerBytes.slowInput(zip))) {
        ZippedFileInputStream stream = new ZippedFileInputStream(input, "calls.zip");
        assertThat(stream.readAllBytes()).isEqualTo(TEXT);
        assertThat(stream.damage()).isNull();
      }
    }
  }

  @Test
  void read_cutAnywhere_reportsItAndKeepsWhatPrecedes() throws IOException {
    byte[] deflated = ContainerBytes.zip("a/calls.csv");
    for (byte[] zip :
        List.of(
            deflated,
            with64BitDescriptor(deflated),
            ContainerBytes.storedZip("a/calls.csv", TEXT))) {
      for (int length = 0; length < zip.length; length++) {
        ZippedFileInputStream stream =
            new ZippedFileInputStream(
                ContainerBytes.input(Arrays.copyOf(zip, length)), "calls.zip");
        byte[] read = stream.readAllBytes();
        assertThat(read).as("cut at %d", length).isEqualTo(Arrays.copyOf(TEXT, read.length));
        assertThat(stream.damage())
            .as("cut at %d", length)
            .isEqualTo("the zip file is cut short after %d decompressed bytes", read.length);
      }
    }
  }

  @Test
  void read_anyByteOfTheDataChanged_isReported() throws IOException {
    byte[] zip = ContainerBytes.storedZip("calls.csv", TEXT);
    int data = 30 + "calls.csv".length();
    for (int i = data; i < data + TEXT.length; i++) {
      byte[] damaged = zip.clone();
      damaged[i] ^= 1;
      ZippedFileInputStream stream =
          new ZippedFileInputStream(ContainerBytes.input(damaged), "calls.zip");
      assertThat(stream.readAllBytes()).hasSameSizeAs(TEXT);
      assertThat(stream.damage())
          .isEqualTo("the zip file is damaged after 11 decompressed bytes (wrong checksum)");
    }
  }

  @Test
  void read_anotherZipAfterItsEnd_isDamage() throws IOException {
    byte[] zip = ContainerBytes.zip("a/calls.csv");
    ZippedFileInputStream stream =
        new ZippedFileInputStream(ContainerBytes.input(ContainerBytes.join(zip, zip)), "calls.zip");
    assertThat(stream.readAllBytes()).isEqualTo(TEXT);
    assertThat(stream.damage()).endsWith("(more data follow after its end)");
  }

  @Test
  void read_severalFiles_fromAPipe() throws IOException {
    assertRefused(
        ContainerBytes.zip("a.csv", "b.csv", "c.csv"),
        "calls.zip is a zip file with several files (a.csv, b.csv): unpack the one with the calls first, with unzip -p FILE NAME > calls.csv");
  }

  @Test
  void checkNames_severalFiles() throws IOException {
    Path file =
        Files.write(
            directory.resolve("calls.zip"),
            ContainerBytes.zip("a", "b/", "b/c", "d", "e", "f", "g"));
    assertThatThrownBy(() -> ZippedFileInputStream.checkNames(file, "calls.zip"))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(
            "calls.zip is a zip file with several files (a, b/c, d, e, f, …): ");
    Files.write(file, ContainerBytes.bytes("PK"));
    ZippedFileInputStream.checkNames(file, "calls.zip");
  }

  @Test
  void read_whatCannotBeRead() throws IOException {
    byte[] zip = ContainerBytes.zip("calls.csv");
    zip[FLAGS] |= 1;
    assertRefused(
        zip, "calls.zip: the file calls.csv in the zip is encrypted: unpack the zip first.");
    zip[FLAGS] &= ~1;
    zip[METHOD] = 9;
    String unusual =
        "calls.zip: the file calls.csv in the zip has an unusual form of compression: unpack the zip first.";
    assertRefused(zip, unusual);
    zip[METHOD] = 0;
    assertRefused(zip, unusual);
    assertRefused(ContainerBytes.zip("a/"), "calls.zip is a zip file without a file in it.");
  }

  private static void assertRefused(byte[] zip, String message) {
    ZippedFileInputStream stream =
        new ZippedFileInputStream(ContainerBytes.input(zip), "calls.zip");
    assertThatThrownBy(stream::readAllBytes)
        .isInstanceOf(CommandException.class)
        .hasMessage(message);
  }

  /** As zip programs write it to a pipe: the sizes after the data have 64 bits. */
  private static byte[] with64BitDescriptor(byte[] zip) throws IOException {
    int descriptor = descriptor(zip);
    ByteBuffer sizes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer wide = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    wide.putLong(sizes.getInt(descriptor + 8)).putLong(sizes.getInt(descriptor + 12));
    return ContainerBytes.join(
        Arrays.copyOf(zip, descriptor + 8),
        wide.array(),
        Arrays.copyOfRange(zip, descriptor + 16, zip.length));
  }

  /** The signature of the descriptor is optional. */
  private static byte[] withoutSignature(byte[] zip) throws IOException {
    int descriptor = descriptor(zip);
    return ContainerBytes.join(
        Arrays.copyOf(zip, descriptor), Arrays.copyOfRange(zip, descriptor + 4, zip.length));
  }

  private static int descriptor(byte[] zip) {
    return new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\7\b");
  }

  private static byte[] withComment() throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(result)) {
      zip.setComment("a comment");
      zip.putNextEntry(new ZipEntry("a/calls.csv"));
      zip.write(TEXT);
    }
    return result.toByteArray();
  }
}
