package org.sfcrime.streaming.count;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The ids of the calls in each open window; empty without {@code --deduplicate}. */
final class SeenIds {
  private final TreeMap<Long, Set<String>> byStart = new TreeMap<>();

  Set<String> at(long windowStart) {
    return byStart.computeIfAbsent(windowStart, start -> new HashSet<>());
  }

  void forget(long windowStart) {
    byStart.remove(windowStart);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(byStart.size());
    for (Map.Entry<Long, Set<String>> entry : byStart.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeInt(entry.getValue().size());
      for (String id : entry.getValue()) {
        Encoding.writeText(out, id);
      }
    }
  }

  static SeenIds readFrom(DataInput in) throws IOException {
    SeenIds result = new SeenIds();
    for (int windows = in.readInt(); windows > 0; windows--) {
      Set<String> ids = result.at(in.readLong());
      for (int left = in.readInt(); left > 0; left--) {
        ids.add(Encoding.readText(in));
      }
    }
    return result;
  }
}
