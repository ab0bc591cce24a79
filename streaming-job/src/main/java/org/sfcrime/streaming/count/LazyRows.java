package org.sfcrime.streaming.count;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** An iterator that computes its rows lazily, so a task never buffers its whole output. */
public abstract class LazyRows implements Iterator<byte[]> {
  private final Queue<byte[]> ready = new ArrayDeque<>();
  private boolean finished;

  /**
   * Does the next piece of work and puts out any number of rows.
   *
   * @return whether there is more work
   */
  protected abstract boolean step();

  protected final void put(byte[] row) {
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
