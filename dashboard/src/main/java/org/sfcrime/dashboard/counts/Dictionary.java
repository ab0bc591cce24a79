package org.sfcrime.dashboard.counts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dictionary encoding: stores each distinct value once and gives it a number, from 0 upwards. */
public final class Dictionary<T> {
  private final Map<T, Integer> ids = new HashMap<>();
  private final List<T> values = new ArrayList<>();

  /** Returns the number of a value; adds the value if it is new. */
  int id(T value) {
    Integer known = ids.putIfAbsent(value, values.size());
    if (known != null) {
      return known;
    }
    values.add(value);
    return values.size() - 1;
  }

  public T get(int id) {
    return values.get(id);
  }

  public int size() {
    return values.size();
  }
}
