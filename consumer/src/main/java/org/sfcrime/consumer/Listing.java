package org.sfcrime.consumer;

import java.util.ArrayList;
import java.util.List;

/** Differences of one kind: all counted, the first few named. */
final class Listing {
  private final int limit;
  private final List<String> named = new ArrayList<>();
  private long count;

  Listing(int limit) {
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

  long total() {
    return count;
  }

  List<String> named() {
    return List.copyOf(named);
  }
}
