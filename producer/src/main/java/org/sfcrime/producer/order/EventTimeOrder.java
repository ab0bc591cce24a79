package org.sfcrime.producer.order;

import java.io.Closeable;
import java.io.IOException;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.commandline.CommandException;

/**
 * The calls of a file in event-time order. Calls of the same time keep the order of the file. Calls
 * that do not fit in memory are sorted in runs, which a temporary file holds until they are merged.
 */
public final class EventTimeOrder implements Closeable {
  private final int runCalls;
  private EventTimeIndex index = new EventTimeIndex();
  private SortedRuns runs;
  private long size;

  /** Uses at most three quarters of the heap to sort; reading and sending need the rest. */
  public EventTimeOrder() {
    this(EventTimeIndex.callsIn(Runtime.getRuntime().maxMemory() / 4 * 3));
  }

  /**
   * @param runCalls the number of calls to sort in memory
   */
  EventTimeOrder(int runCalls) {
    this.runCalls = runCalls;
  }

  /**
   * Adds the next call of the file.
   *
   * @param length at most {@link RawRecord#MAX_BYTES}
   * @throws CommandException if the offset is too large, or the temporary file cannot be written
   */
  public void add(long offset, int length, long eventTimeMillis) throws IOException {
    if (index.size() == runCalls) {
      endRun();
    }
    index.add(offset, length, eventTimeMillis);
    size++;
  }

  /** Adds the next calls of the file, in the order in which they were added to their index. */
  public void addAll(EventTimeIndex part) throws IOException {
    for (int i = 0; i < part.size(); i++) {
      add(part.offset(i), part.length(i), part.eventTimeMillis(i));
    }
  }

  /** Returns the number of calls. */
  public long size() {
    return size;
  }

  /** Sorts the calls. No call can be added afterwards. */
  public SortedCalls sorted() throws IOException {
    if (runs == null) {
      return index.sorted();
    }
    endRun();
    return runs.merged();
  }

  private void endRun() throws IOException {
    if (runs == null) {
      runs = new SortedRuns();
    }
    runs.add(index);
    index = new EventTimeIndex();
  }

  @Override
  public void close() throws IOException {
    if (runs != null) {
      runs.close();
    }
  }
}
