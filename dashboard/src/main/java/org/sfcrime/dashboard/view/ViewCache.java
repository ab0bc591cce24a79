package org.sfcrime.dashboard.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** The newest views by filter: two hundred pages with one filter share one computation. */
public final class ViewCache {
  private static final int MOST = 64;

  /** The entries, the least recently used first. */
  private final Map<Filter, Entry> entries = new LinkedHashMap<>(MOST, 0.75f, true);

  /** Each scan of all groups holds megabytes: no more scans at a time than processors. */
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

  private static final class Entry {
    private long version = -1;
    private byte[] json;
  }

  /** Returns the view as JSON; calls the maker unless the cache has this version. */
  public byte[] get(Filter filter, long version, Function<Filter, byte[]> maker) {
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(filter, key -> new Entry());
      if (entries.size() > MOST) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
    // Others with the same filter wait for the result.
    synchronized (entry) {
      if (entry.version < version) {
        entry.json = inTurn(() -> maker.apply(filter));
        entry.version = version;
      }
      return entry.json;
    }
  }

  /** Runs a scan of all groups when fewer than {@link #turns} others run. */
  public <T> T inTurn(Supplier<T> scan) {
    turns.acquireUninterruptibly();
    try {
      return scan.get();
    } finally {
      turns.release();
    }
  }
}
