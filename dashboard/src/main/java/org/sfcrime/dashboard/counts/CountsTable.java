package org.sfcrime.dashboard.counts;

import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The newest total of every group, in columns: a year's 800,000 groups are looked through in
 * milliseconds and take 20 MB.
 *
 * <p>Only windows that begin at a multiple of their length are kept. Where the job's windows slide,
 * a call is in several of them; those that are kept have it once.
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

  private final Columns.Windows windows = new Columns.Windows();
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

  /** Changes with every change. */
  public long version() {
    return read(() -> version);
  }

  public int rows() {
    return read(() -> rows);
  }

  /** Runs something that may call {@link #columns} while nothing changes. */
  public <T> T read(Supplier<T> reader) {
    lock.readLock().lock();
    try {
      return reader.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Puts the totals of one poll; readers see all or none of them. */
  public void put(Iterable<Count> counts) {
    lock.writeLock().lock();
    try {
      for (Count count : counts) {
        put(count);
      }
      version++;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Forgets every total: the topic has been made again. */
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

  /** The columns as they are; they hold while {@link #read} runs. */
  public Columns columns() {
    return new Columns(
        rows,
        new Columns.Rows(windowOf, typeOf, dispositionOf, callsOf),
        windows,
        new Columns.Dictionaries(types, labels, categories, dispositions),
        new Columns.Meanings(labelOfType, categoryOfType, descriptions));
  }

  private void put(Count count) {
    if (count.start() % (count.end() - count.start()) != 0) {
      return;
    }
    int window = windows.id(count.start(), count.end());
    int type = type(count.crimeType());
    int disposition = disposition(count);
    if (window >> WINDOW_BITS != 0
        || type >> TYPE_BITS != 0
        || disposition >> DISPOSITION_BITS != 0) {
      throw new IllegalStateException(
          "the counts topic has more names than the page can tell apart");
    }
    long key = key(window, type, disposition);
    int row = index.get(key);
    if (count.calls() == 0) {
      if (row != RowIndex.NONE) {
        remove(row, key);
      }
      return;
    }
    if (row == RowIndex.NONE) {
      row = add(key, window, type, disposition);
    }
    callsOf[row] = count.calls();
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
    windows.add(window, 1);
    index.put(key, rows);
    return rows++;
  }

  /** The last row takes the place of the one that goes. */
  private void remove(int row, long key) {
    windows.add(windowOf[row], -1);
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
      labelOfType = longEnough(labelOfType, id);
      categoryOfType = longEnough(categoryOfType, id);
      CrimeTypes.Meaning meaning = meanings.of(asWritten);
      labelOfType[id] = labels.id(meaning.name());
      categoryOfType[id] = categories.id(meaning.category());
    }
    return id;
  }

  private int disposition(Count count) {
    int id = dispositions.id(count.disposition());
    if (id >= descriptions.length) {
      descriptions = Arrays.copyOf(descriptions, id * 2);
    }
    if (descriptions[id] == null || count.calls() > 0) {
      descriptions[id] = count.description();
    }
    return id;
  }

  private static int[] longEnough(int[] column, int id) {
    return id < column.length ? column : Arrays.copyOf(column, id * 2);
  }
}
