package org.sfcrime.dashboard.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** The newest views by what was asked for: two hundred pages that look at the same get the same. */
public final class ViewCache {
  private static final int MOST = 64;

  private final Map<Filter, Made> made =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Filter, Made> eldest) {
          return size() > MOST;
        }
      };

  /** Each who looks through all groups holds megabytes: no more at once than can compute. */
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

  private static final class Made {
    private long version = -1;
    private byte[] json;
  }

  /** The view as JSON; made by the function unless that was done for this version. */
  public byte[] get(Filter filter, long version, Function<Filter, byte[]> maker) {
    Made one;
    synchronized (made) {
      one = made.computeIfAbsent(filter, key -> new Made());
    }
    // Those who ask for the same wait for the one who makes it.
    synchronized (one) {
      if (one.version < version) {
        one.json = inTurn(() -> maker.apply(filter));
        one.version = version;
      }
      return one.json;
    }
  }

  /** Waits until not too many others look through the groups, and does it. */
  public <T> T inTurn(Supplier<T> looking) {
    turns.acquireUninterruptibly();
    try {
      return looking.get();
    } finally {
      turns.release();
    }
  }
}
