package org.sfcrime.streaming.sink;

import java.io.IOException;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.RejectedRecord;

/** Two sinks as one. */
record SinkPair(Sink first, Sink second) implements Sink {
  private static final long serialVersionUID = 1L;

  @Override
  public Writer open(long batchId, int task) throws IOException {
    Writer opened = first.open(batchId, task);
    try {
      return new Writers(opened, second.open(batchId, task));
    } catch (IOException | RuntimeException e) {
      try (opened) {
        throw e;
      }
    }
  }

  @Override
  public void finish(long batchId) throws IOException {
    first.finish(batchId);
    second.finish(batchId);
  }

  private record Writers(Writer first, Writer second) implements Writer {
    @Override
    public void total(CountRecord total) throws IOException {
      first.total(total);
      second.total(total);
    }

    @Override
    public void late(CountRecord late) throws IOException {
      first.late(late);
      second.late(late);
    }

    @Override
    public void rejected(RejectedRecord record) throws IOException {
      first.rejected(record);
      second.rejected(record);
    }

    @Override
    public void commit() throws IOException {
      first.commit();
      second.commit();
    }

    /** Closes both and throws the first failure; another one is suppressed in it. */
    @Override
    public void close() throws IOException {
      try (second) {
        first.close();
      }
    }
  }
}
