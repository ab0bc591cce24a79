package org.sfcrime.callfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sfcrime.callfile.layout.JsonToCall;
import org.sfcrime.callfile.split.ByteWindow;
import org.sfcrime.callfile.split.JsonLineSplitter;
import org.sfcrime.callrecord.CallReader;

/**
 * Reads a file of newline-delimited JSON with several threads: the lines of each part of the file
 * by one thread. A record never continues on the next line, so the parts together have the records
 * of the whole file.
 */
public final class LineParts {
  private static final int PART_BYTES = 1 << 20;
  private static final int MOST_THREADS = 8;
  private static final int SEARCH_BYTES = 1 << 12;

  private final FileChannel file;
  private final long start;
  private final long end;
  private final int partBytes;
  private final InstantSource clock;
  private final long maxCallBytes;
  private final EventTimeRange range;

  /** Reads the records of a part. */
  @FunctionalInterface
  public interface PartReader<T> {
    /** Reads the cursor to its end; called by several threads, with a cursor for each part. */
    T read(CallCursor part) throws IOException;
  }

  /** Takes what was read of each part. */
  @FunctionalInterface
  public interface PartTaker<T> {
    /** Returns whether to continue with the next part; called by one thread. */
    boolean take(T part) throws IOException;
  }

  LineParts(
      FileChannel file,
      long start,
      int partBytes,
      InstantSource clock,
      long maxCallBytes,
      EventTimeRange range)
      throws IOException {
    this.file = file;
    this.start = start;
    this.end = file.size();
    this.partBytes = partBytes;
    this.clock = clock;
    this.maxCallBytes = maxCallBytes;
    this.range = range;
  }

  /**
   * @param start the offset of the first line
   */
  LineParts(
      FileChannel file, long start, InstantSource clock, long maxCallBytes, EventTimeRange range)
      throws IOException {
    this(file, start, PART_BYTES, clock, maxCallBytes, range);
  }

  /** Whether several threads can read the file at the same time. */
  boolean areUseful() {
    return threads() > 1 && size() > 1;
  }

  /**
   * Reads all parts, and passes the results to {@code next} in the order of the file, on the
   * calling thread.
   *
   * @return whether {@code next} has returned true for all parts
   * @throws InterruptedIOException if the calling thread is interrupted
   */
  public <T> boolean read(PartReader<T> reader, PartTaker<T> next) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(threads());
    try {
      Queue<Future<T>> waiting = new ArrayDeque<>();
      int started = 0;
      for (int number = 0; number < size(); number++) {
        while (started < Math.min(size(), number + 2 * threads())) {
          int part = started++;
          waiting.add(threads.submit(() -> reader.read(part(part))));
        }
        if (!next.take(waiting.remove().get())) {
          return false;
        }
      }
      return true;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      threads.shutdown(); // an interrupt would close the file
    }
  }

  /** Throws the failure of a thread, or returns it if it is an {@link IOException}. */
  private static IOException failure(Throwable cause) {
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    if (cause instanceof Error failure) {
      throw failure;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }

  private static int threads() {
    return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  int size() {
    return Math.toIntExact((end - start + partBytes - 1) / partBytes);
  }

  /** Returns a cursor over the lines of a part; it cannot reread records. */
  CallCursor part(int number) throws IOException {
    long from = lineStart(number);
    CallReader reader = new CallReader();
    ByteWindow window = new ByteWindow(new Lines(from, lineStart(number + 1)), from);
    return new CallCursor(
        new JsonLineSplitter(window, from, reader),
        new JsonToCall(reader, List.of(), clock),
        null,
        maxCallBytes,
        range);
  }

  /** Returns the offset of the first line that begins after the start of a part. */
  private long lineStart(int number) throws IOException {
    long offset = start + (long) number * partBytes;
    if (number == 0 || offset >= end) {
      return Math.min(offset, end);
    }
    byte[] bytes = new byte[SEARCH_BYTES];
    InputStream text = new Lines(offset, end);
    long searched = offset;
    for (int count = text.read(bytes); count > 0; count = text.read(bytes)) {
      for (int i = 0; i < count; i++) {
        if (bytes[i] == '\n') {
          return searched + i + 1;
        }
      }
      searched += count;
    }
    return end;
  }

  /** The bytes of a range of the file. */
  private final class Lines extends InputStream {
    private long next;
    private final long until;

    Lines(long from, long until) {
      this.next = from;
      this.until = until;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int most = (int) Math.min(length, until - next);
      if (most <= 0) {
        return -1;
      }
      int count = file.read(ByteBuffer.wrap(target, from, most), next);
      next += Math.max(count, 0);
      return count;
    }
  }
}
