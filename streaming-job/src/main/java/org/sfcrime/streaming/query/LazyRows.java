package org.sfcrime.streaming.query;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Rows that come to be a few at a time, so that no task ever holds all that it puts out. */
abstract class LazyRows implements Iterator<byte[]> {
  private final Queue<byte[]> ready = new ArrayDeque<>();
  private boolean finished;

  /**
   * Does the next piece of work, putting out some rows or none.
   *
   * @return whether there is more to do
   */
  abstract boolean step();

  /** Puts out a row. */
  final void put(byte[] row) {
    ready.add(row);
  }

  @Override
  public final boolean hasNext() {
    while (ready.isEmpty() && !finished) {
      finished = !step();
    }
    return !ready.isEmpty();
  }

  @Override
  public final byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
