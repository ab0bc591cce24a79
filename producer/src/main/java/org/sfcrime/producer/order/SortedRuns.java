package org.sfcrime.producer.order;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.sfcrime.callfile.container.Spool;

/** Sorted runs of calls in a temporary file, which are read as one sorted sequence. */
final class SortedRuns implements Closeable {
  /** A call in the file: its event time, number, offset and length. */
  private static final int CALL_BYTES = 3 * Long.BYTES + Integer.BYTES;

  private static final int BUFFER_BYTES = CALL_BYTES << 11;

  private final Spool spool = Spool.open("the order of the calls");
  private final List<Run> runs = new ArrayList<>();
  private long size;

  SortedRuns() throws IOException {}

  /** Sorts the calls that follow those of the runs before, and writes them. */
  void add(EventTimeIndex calls) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(spool.output(), BUFFER_BYTES));
    SortedCalls sorted = calls.sorted();
    while (sorted.next()) {
      out.writeLong(calls.eventTimeMillis((int) sorted.record()));
      out.writeLong(size + sorted.record());
      out.writeLong(sorted.offset());
      out.writeInt(sorted.length());
    }
    out.flush();
    runs.add(new Run(spool.file(), size * CALL_BYTES, (size + calls.size()) * CALL_BYTES));
    size += calls.size();
  }

  /** Returns the calls of all runs; no run can be added afterwards. */
  SortedCalls merged() throws IOException {
    PriorityQueue<Run> next =
        new PriorityQueue<>(
            Comparator.comparingLong(Run::eventTimeMillis).thenComparingLong(Run::record));
    for (Run run : runs) {
      if (run.next()) {
        next.add(run);
      }
    }
    return new Merge(next);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  /** A cursor over a run. */
  private static final class Run implements SortedCalls {
    private final FileChannel file;
    private final long end;
    private long unread;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private long eventTimeMillis;
    private long record;
    private long offset;
    private int length;

    Run(FileChannel file, long start, long end) {
      this.file = file;
      this.unread = start;
      this.end = end;
    }

    @Override
    public boolean next() throws IOException {
      if (!buffer.hasRemaining() && !fill()) {
        return false;
      }
      eventTimeMillis = buffer.getLong();
      record = buffer.getLong();
      offset = buffer.getLong();
      length = buffer.getInt();
      return true;
    }

    private boolean fill() throws IOException {
      if (unread == end) {
        return false;
      }
      if (buffer.capacity() == 0) {
        buffer = ByteBuffer.allocate(BUFFER_BYTES);
      }
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - unread));
      while (buffer.hasRemaining()) {
        int count = file.read(buffer, unread);
        if (count < 0) {
          throw new EOFException("the temporary file of the order has become shorter");
        }
        unread += count;
      }
      buffer.flip();
      return true;
    }

    long eventTimeMillis() {
      return eventTimeMillis;
    }

    @Override
    public long record() {
      return record;
    }

    @Override
    public long offset() {
      return offset;
    }

    @Override
    public int length() {
      return length;
    }
  }

  /** A cursor over all runs: over the run whose call is the earliest. */
  private static final class Merge implements SortedCalls {
    private final PriorityQueue<Run> later;
    private Run current;

    /**
     * @param runs each is at its first call
     */
    Merge(PriorityQueue<Run> runs) {
      this.later = runs;
    }

    @Override
    public boolean next() throws IOException {
      if (current != null && current.next()) {
        later.add(current);
      }
      current = later.poll();
      return current != null;
    }

    @Override
    public long record() {
      return current.record();
    }

    @Override
    public long offset() {
      return current.offset();
    }

    @Override
    public int length() {
      return current.length();
    }
  }
}
