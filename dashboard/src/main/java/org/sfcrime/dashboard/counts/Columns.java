package org.sfcrime.dashboard.counts;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The table's columns, to be looked through; never to be written to.
 *
 * @param size how many rows
 * @param rows the columns
 * @param windows what a window's number means
 * @param names what the other numbers mean
 * @param meanings what a crime type and a disposition mean
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Columns(int size, Rows rows, Windows windows, Dictionaries names, Meanings meanings) {

  /** The groups: window, crime type as written, disposition, calls. */
  public record Rows(int[] window, int[] type, int[] disposition, long[] calls) {}

  /** The texts: types as written, types as shown, categories, disposition codes. */
  public record Dictionaries(
      Dictionary types, Dictionary labels, Dictionary categories, Dictionary dispositions) {}

  /** By type: its label and category; by disposition: its description. */
  public record Meanings(int[] label, int[] category, String[] description) {}

  /** The windows, numbered as they came. */
  public static final class Windows {
    private final Map<Long, Integer> ids = new HashMap<>();
    private long[] starts = new long[1 << 10];
    private long[] ends = new long[1 << 10];
    private int[] groups = new int[1 << 10];
    private int size;

    int id(long start, long end) {
      // A job with other windows may have written to the topic before: start and length tell apart.
      long key = start << 20 ^ (end - start);
      Integer id = ids.get(key);
      if (id == null) {
        id = size++;
        ids.put(key, id);
        if (id == starts.length) {
          starts = Arrays.copyOf(starts, size * 2);
          ends = Arrays.copyOf(ends, size * 2);
          groups = Arrays.copyOf(groups, size * 2);
        }
        starts[id] = start;
        ends[id] = end;
      }
      return id;
    }

    void add(int id, int change) {
      groups[id] += change;
    }

    public int size() {
      return size;
    }

    public boolean hasCalls(int id) {
      return groups[id] > 0;
    }

    public long start(int id) {
      return starts[id];
    }

    public long end(int id) {
      return ends[id];
    }

    /** The first second of all windows that have calls; 0 where there are none. */
    public long first() {
      long first = Long.MAX_VALUE;
      for (int id = 0; id < size; id++) {
        if (groups[id] > 0) {
          first = Math.min(first, starts[id]);
        }
      }
      return first == Long.MAX_VALUE ? 0 : first;
    }

    /** The second after the last; 0 where there are none. */
    public long last() {
      long last = Long.MIN_VALUE;
      for (int id = 0; id < size; id++) {
        if (groups[id] > 0) {
          last = Math.max(last, ends[id]);
        }
      }
      return last == Long.MIN_VALUE ? 0 : last;
    }
  }
}
