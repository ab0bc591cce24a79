package org.sfcrime.consumer;

/**
 * Where a partition's calls stand in the file, one after the other: they come in the order of the
 * file, or against it, with gaps for the calls of the other partitions.
 */
public final class Trail {
  /** The entry of the last call that was found; the next one is looked for from there. */
  public int last = -1;

  /** 1 or -1. */
  public int step = 1;

  public void foundAt(int entry) {
    step = entry < last ? -1 : 1;
    last = entry;
  }
}
