package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.count.RejectedRecord;

/** All sinks of the job as one sink. */
public record Sinks(List<Sink> all) implements Sink {
  private static final long serialVersionUID = 1L;

  public Sinks {
    all = List.copyOf(all);
  }

  @Override
  public Writer open(long batchId, int task) throws IOException {
    Writers writers = new Writers(new ArrayList<>());
    try {
      for (Sink sink : all) {
        writers.all.add(sink.open(batchId, task));
      }
      return writers;
    } catch (IOException | RuntimeException e) {
      try {
        writers.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  @Override
  public void finish(long batchId) throws IOException {
    for (Sink sink : all) {
      sink.finish(batchId);
    }
  }

  private record Writers(List<Writer> all) implements Writer {
    @Override
    public void total(CountRecord total) throws IOException {
      for (Writer writer : all) {
        writer.total(total);
      }
    }

    @Override
    public void late(CountRecord late) throws IOException {
      for (Writer writer : all) {
        writer.late(late);
      }
    }

    @Override
    public void rejected(RejectedRecord record) throws IOException {
      for (Writer writer : all) {
        writer.rejected(record);
      }
    }

    @Override
    public void commit() throws IOException {
      for (Writer writer : all) {
        writer.commit();
      }
    }

    /** Closes all writers, then throws the first failure; the others are suppressed in it. */
    @Override
    public void close() throws IOException {
      IOException first = null;
      for (Writer writer : all) {
        try {
          writer.close();
        } catch (IOException e) {
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
        }
      }
      if (first != null) {
        throw first;
      }
    }
  }
}
