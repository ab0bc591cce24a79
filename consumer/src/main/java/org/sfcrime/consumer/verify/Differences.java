package org.sfcrime.consumer.verify;

import java.util.ArrayList;
import java.util.List;

/** The differences of one kind: their number, and descriptions of the first few. */
public final class Differences {
  private final int limit;
  private final List<String> named = new ArrayList<>();
  private long count;

  Differences(int limit) {
    this.limit = limit;
  }

  void count() {
    count++;
  }

  void setCount(long count) {
    this.count = count;
  }

  boolean hasRoom() {
    return named.size() < limit;
  }

  void name(String item) {
    named.add(item);
  }

  public long total() {
    return count;
  }

  public List<String> named() {
    return List.copyOf(named);
  }
}
