package org.sfcrime.dashboard.counts;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.sfcrime.countrecord.CountRecord;

/**
 * The newest total of every group, in columns: a scan of a year's 800,000 groups takes
 * milliseconds, and the groups take 20 MB.
 *
 * <p>The table keeps only windows that begin at a multiple of their length. With sliding windows, a
 * call is in several windows and in exactly one of those.
 *
 * <p>Thread-safe: one thread writes, others read.
 */
public final class CountsTable {
  private static final int WINDOW_BITS = 24;
  private static final int TYPE_BITS = 24;
  private static final int DISPOSITION_BITS = 15;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final CrimeTypes meanings;
  private final RowIndex index = new RowIndex();
  private int[] windowOf = new int[1 << 12];
  private int[] typeOf = new int[1 << 12];
  private int[] dispositionOf = new int[1 << 12];
  private long[] callsOf = new long[1 << 12];
  private int rows;

  private final WindowTable windows = new WindowTable();
  private final Dictionary types = new Dictionary();
  private final Dictionary dispositions = new Dictionary();
  private final Dictionary labels = new Dictionary();
  private final Dictionary categories = new Dictionary();
  private int[] labelOfType = new int[64];
  private int[] categoryOfType = new int[64];
  private String[] descriptions = new String[64];
  private long version;

  public CountsTable(CrimeTypes meanings) {
    this.meanings = meanings;
  }

  /** Returns a number that increases with every change. */
  public long version() {
    return read(() -> version);
  }

  public int rows() {
    return read(() -> rows);
  }

  /** Runs a reader, which may call {@link #columns}, while no thread writes. */
  public <T> T read(Supplier<T> reader) {
    lock.readLock().lock();
    try {
      return reader.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Stores the totals of one poll; readers see all of them or none. */
  public void put(Iterable<CountRecord> counts) {
    lock.writeLock().lock();
    try {
      counts.forEach(this::put);
      version++;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Removes every total, after the topic was deleted and created again. */
  public void clear() {
    lock.writeLock().lock();
    try {
      while (rows > 0) {
        remove(rows - 1, key(rows - 1));
      }
      version++;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Returns the columns, which are valid while {@link #read} runs. */
  public CountColumns columns() {
    return new CountColumns(
        rows,
        new CountColumns.Rows(windowOf, typeOf, dispositionOf, callsOf),
        windows,
        new CountColumns.Dictionaries(types, labels, categories, dispositions),
        new CountColumns.Meanings(labelOfType, categoryOfType, descriptions));
  }

  private void put(CountRecord count) {
    if (count.windowStart() % (count.windowEnd() - count.windowStart()) != 0) {
      return;
    }
    int window = windows.id(count.windowStart(), count.windowEnd());
    int type = type(count.crimeType());
    int disposition = disposition(count);
    if (window >> WINDOW_BITS != 0
        || type >> TYPE_BITS != 0
        || disposition >> DISPOSITION_BITS != 0) {
      throw new IllegalStateException(
          "the counts topic has more windows or names than the dashboard can number");
    }
    long key = key(window, type, disposition);
    int row = index.get(key);
    if (count.count() == 0) {
      if (row != RowIndex.NONE) {
        remove(row, key);
      }
      return;
    }
    if (row == RowIndex.NONE) {
      row = add(key, window, type, disposition);
    }
    callsOf[row] = count.count();
  }

  private int add(long key, int window, int type, int disposition) {
    if (rows == callsOf.length) {
      int longer = rows * 2;
      windowOf = Arrays.copyOf(windowOf, longer);
      typeOf = Arrays.copyOf(typeOf, longer);
      dispositionOf = Arrays.copyOf(dispositionOf, longer);
      callsOf = Arrays.copyOf(callsOf, longer);
    }
    windowOf[rows] = window;
    typeOf[rows] = type;
    dispositionOf[rows] = disposition;
    windows.addGroups(window, 1);
    index.put(key, rows);
    return rows++;
  }

  /** Moves the last row to the place of the removed row. */
  private void remove(int row, long key) {
    windows.addGroups(windowOf[row], -1);
    index.remove(key);
    int last = --rows;
    if (row != last) {
      index.put(key(last), row);
      windowOf[row] = windowOf[last];
      typeOf[row] = typeOf[last];
      dispositionOf[row] = dispositionOf[last];
      callsOf[row] = callsOf[last];
    }
  }

  private long key(int row) {
    return key(windowOf[row], typeOf[row], dispositionOf[row]);
  }

  private static long key(int window, int type, int disposition) {
    return ((long) window << (TYPE_BITS + DISPOSITION_BITS))
        | ((long) type << DISPOSITION_BITS)
        | disposition;
  }

  private int type(String asWritten) {
    int known = types.size();
    int id = types.id(asWritten);
    if (id == known) {
      labelOfType = atLeast(labelOfType, id);
      categoryOfType = atLeast(categoryOfType, id);
      CrimeTypes.Meaning meaning = meanings.of(asWritten);
      labelOfType[id] = labels.id(meaning.name());
      categoryOfType[id] = categories.id(meaning.category());
    }
    return id;
  }

  private int disposition(CountRecord count) {
    int id = dispositions.id(count.disposition());
    if (id >= descriptions.length) {
      descriptions = Arrays.copyOf(descriptions, id * 2);
    }
    if (descriptions[id] == null || count.count() > 0) {
      descriptions[id] = Objects.requireNonNullElse(count.description(), "");
    }
    return id;
  }

  private static int[] atLeast(int[] column, int id) {
    return id < column.length ? column : Arrays.copyOf(column, id * 2);
  }
}
