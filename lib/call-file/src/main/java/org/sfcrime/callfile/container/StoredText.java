package org.sfcrime.callfile.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.sfcrime.commandline.CommandException;

/**
 * The text of a call file in UTF-8: decompressed if the file is gzip or a zip, and converted if its
 * byte-order mark says UTF-16. The first bytes decide, never the name of the file.
 */
public final class StoredText {
  /** For a gzip file in a zip, for example. A file that contains itself must not be endless. */
  private static final int MOST_CONTAINERS = 2;

  private final String name;
  private final List<SalvagingInputStream> containers = new ArrayList<>();
  private PeekableInputStream text;
  private boolean isConverted;

  /**
   * Opens the text.
   *
   * @param stored the bytes of the file
   * @param name the name of the file, for messages
   * @param path the file if it can be opened a second time, otherwise null
   * @throws CommandException if the file is a zip of several files, if it is recognised as another
   *     kind of file, or if nothing of it can be read
   */
  public StoredText(InputStream stored, String name, Path path) throws IOException {
    this.name = name;
    text = new PeekableInputStream(stored);
    String start = start();
    while (containers.size() < MOST_CONTAINERS && isContainer(start)) {
      boolean isZip = start.startsWith("50");
      if (isZip && path != null && containers.isEmpty()) {
        ZippedFileInputStream.checkNames(path, name);
      }
      containers.add(isZip ? new ZippedFileInputStream(text, name) : new GzipInputStream(text));
      text = new PeekableInputStream(containers.get(containers.size() - 1));
      start = start();
    }
    if (start.isEmpty() && damage() != null) {
      throw unreadable(null);
    }
    if (isContainer(start)) {
      throw new CommandException(name + " is compressed more than twice: decompress it first.");
    }
    if (start.matches("fffe.*|feff.*")) {
      ByteOrder order = start.startsWith("ff") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      text = new PeekableInputStream(new Utf16ToUtf8InputStream(text, order));
      isConverted = true;
      start();
    }
  }

  public PeekableInputStream stream() {
    return text;
  }

  /** Returns whether the text has other bytes than the file. */
  public boolean isConverted() {
    return isConverted || !containers.isEmpty();
  }

  /** Returns why the text ends early, or null; known only at the end of the text. */
  public String damage() {
    return containers.stream()
        .map(SalvagingInputStream::damage)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Returns the failure to report if the damage is before the first call. */
  public CommandException unreadable(CommandException cause) {
    return new CommandException(name + ": " + damage() + "; no call can be read.", cause);
  }

  /** Returns the first four bytes of the text as hexadecimal digits. */
  private String start() throws IOException {
    byte[] bytes = text.peek(4);
    ForeignFile.check(bytes, name);
    return HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length));
  }

  private static boolean isContainer(String start) {
    return start.startsWith("1f8b") || start.equals("504b0304");
  }
}
