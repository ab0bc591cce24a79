package org.sfcrime.dashboard.counts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dictionary encoding: stores each distinct text once and gives it a number, from 0 upwards. */
public final class Dictionary {
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  /** Returns the number of a text; adds the text if it is new. */
  int id(String text) {
    Integer known = ids.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    texts.add(text);
    return texts.size() - 1;
  }

  public String text(int id) {
    return texts.get(id);
  }

  public int size() {
    return texts.size();
  }
}
