package org.sfcrime.callfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.commandline.CommandException;

/**
 * Reads records at any offset of a file, through a cache of 8 MiB.
 *
 * <p>In event-time order, a newest-first file is read backwards, and a stitched file at a few
 * places in turn. The cache is direct-mapped: a block's number determines its slot.
 */
final class BlockCache {
  private static final int BLOCK_BYTES = 1 << 15;
  private static final int SLOTS = 256;

  private final FileChannel file;
  private final byte[][] blocks = new byte[SLOTS][];
  private final long[] blockNumbers = new long[SLOTS];
  private final int[] blockLengths = new int[SLOTS];
  private byte[] scratch = new byte[1 << 16];

  BlockCache(FileChannel file) {
    this.file = file;
  }

  /**
   * Returns the record; its bytes are valid until the next call.
   *
   * @throws CommandException if the file has become shorter
   */
  RawRecord read(RawRecord.Position position, int length) throws IOException {
    long offset = position.offset();
    int from = (int) (offset % BLOCK_BYTES);
    if (from + length <= BLOCK_BYTES) {
      byte[] block = block(offset, from + length);
      return new RawRecord(block, from, length, position, length, null);
    }
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    int done = 0;
    while (done < length) {
      int start = (int) ((offset + done) % BLOCK_BYTES);
      int count = Math.min(length - done, BLOCK_BYTES - start);
      System.arraycopy(block(offset + done, start + count), start, scratch, done, count);
      done += count;
    }
    return new RawRecord(scratch, 0, length, position, length, null);
  }

  private byte[] block(long offset, int needed) throws IOException {
    long number = offset / BLOCK_BYTES;
    int slot = (int) (number % SLOTS);
    if (blocks[slot] == null || blockNumbers[slot] != number) {
      load(slot, number);
    }
    if (blockLengths[slot] < needed) {
      throw new CommandException("The file changed while it was read: it has become shorter.");
    }
    return blocks[slot];
  }

  private void load(int slot, long number) throws IOException {
    if (blocks[slot] == null) {
      blocks[slot] = new byte[BLOCK_BYTES];
    }
    ByteBuffer target = ByteBuffer.wrap(blocks[slot]);
    long offset = number * BLOCK_BYTES;
    while (target.hasRemaining()) {
      int count = file.read(target, offset + target.position());
      if (count < 0) {
        break;
      }
    }
    blockNumbers[slot] = number;
    blockLengths[slot] = target.position();
  }
}
