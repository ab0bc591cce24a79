package org.sfcrime.dashboard.counts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A dictionary: each text once, as a small number. */
public final class Dictionary {
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  /** The number of a text, a new one where it has none. */
  int id(String text) {
    Integer id = ids.get(text);
    if (id == null) {
      id = texts.size();
      ids.put(text, id);
      texts.add(text);
    }
    return id;
  }

  public String text(int id) {
    return texts.get(id);
  }

  public int size() {
    return texts.size();
  }
}
