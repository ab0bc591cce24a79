package org.sfcrime.streaming.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sfcrime.streaming.query.History.Call;
import org.sfcrime.streaming.query.History.Ids;
import org.sfcrime.streaming.query.History.Settings;
import org.sfcrime.streaming.query.History.Step;

/**
 * The rules of docs/semantics.md in their simplest form: call by call, window by window, with plain
 * maps, in minutes. Shares no code with the engine.
 */
final class CountModel {
  private static final long NEVER = Long.MIN_VALUE;

  /** A group in a window that starts at a minute. */
  record GroupKey(long window, String type, String disposition) {}

  /** The terms of the identity; rejected is by reason. */
  static final class Terms {
    long read;
    long counted;
    long late;
    long duplicates;
    long replaced;
    long unmatched;
    long rejected;

    /** Read, counted, late, duplicates, replaced, unmatched, rejected. */
    List<Long> list() {
      return List.of(read, counted, late, duplicates, replaced, unmatched, rejected);
    }

    private void add(Terms more) {
      read += more.read;
      counted += more.counted;
      late += more.late;
      duplicates += more.duplicates;
      replaced += more.replaced;
      unmatched += more.unmatched;
      rejected += more.rejected;
    }
  }

  private final Settings settings;
  final Map<GroupKey, Long> counted = new TreeMap<>(History.KEY_ORDER);

  /** The late calls of the last batch. */
  final Map<GroupKey, Long> late = new TreeMap<>(History.KEY_ORDER);

  /** The windows that the last batch closed, and that had a call. */
  final Set<Long> closed = new HashSet<>();

  Terms batch = new Terms();
  final Terms totals = new Terms();
  long watermark = NEVER;
  private final Set<Long> open = new HashSet<>();
  private final Set<List<Object>> seenIds = new HashSet<>();
  private final Map<String, Call> newest = new HashMap<>();
  private final Map<String, Set<Long>> windowsOfNewest = new HashMap<>();
  private final Map<Integer, Long> highest = new HashMap<>();
  private final Map<Integer, Long> idle = new HashMap<>();
  private long lastMillis;

  CountModel(Settings settings) {
    this.settings = settings;
  }

  CountModel copy() {
    CountModel copy = new CountModel(settings);
    copy.counted.putAll(counted);
    copy.totals.add(totals);
    copy.watermark = watermark;
    copy.open.addAll(open);
    copy.seenIds.addAll(seenIds);
    copy.newest.putAll(newest);
    windowsOfNewest.forEach((id, windows) -> copy.windowsOfNewest.put(id, new HashSet<>(windows)));
    copy.highest.putAll(highest);
    copy.idle.putAll(idle);
    copy.lastMillis = lastMillis;
    return copy;
  }

  void run(Step step, Set<Integer> expected) {
    batch = new Terms();
    late.clear();
    closed.clear();
    Set<Integer> read = new HashSet<>();
    Map<Integer, Long> highestRead = new HashMap<>();
    for (Call call : step.calls()) {
      batch.read++;
      read.add(call.partition());
      if (call.isRejected()) {
        batch.rejected++;
        continue;
      }
      highestRead.merge(call.partition(), call.minute(), Math::max);
      take(call);
    }
    advance(step.millis(), expected, read, highestRead);
    close();
    totals.add(batch);
  }

  private void take(Call call) {
    Call before = newest.get(call.id());
    if (settings.ids() == Ids.NEWEST && before != null) {
      for (long window : windowsOfNewest.get(call.id())) {
        if (!isClosed(window)) {
          count(window, before, -1);
          batch.replaced++;
        }
      }
    }
    Set<Long> countedIn = new HashSet<>();
    for (long window : windows(call.minute())) {
      if (isClosed(window)) {
        batch.late++;
        late.merge(key(window, call), 1L, Long::sum);
      } else if (settings.ids() == Ids.FIRST && !seenIds.add(List.of(window, call.id()))) {
        batch.duplicates++;
      } else {
        count(window, call, 1);
        open.add(window);
        countedIn.add(window);
      }
    }
    newest.put(call.id(), call);
    windowsOfNewest.put(call.id(), countedIn);
  }

  private void count(long window, Call call, long change) {
    counted.merge(key(window, call), change, Long::sum);
    batch.counted += change;
    batch.unmatched +=
        call.disposition().equals("HAN") || call.disposition().equals("CIT") ? 0 : change;
  }

  private static GroupKey key(long window, Call call) {
    return new GroupKey(window, call.type(), call.disposition());
  }

  private List<Long> windows(long minute) {
    List<Long> windows = new ArrayList<>();
    for (long start = minute - settings.window() + 1; start <= minute; start++) {
      if (start % settings.slide() == 0) {
        windows.add(start);
      }
    }
    return windows;
  }

  private boolean isClosed(long window) {
    return watermark != NEVER && window + settings.window() <= watermark;
  }

  private void close() {
    for (long window : new HashSet<>(open)) {
      if (isClosed(window)) {
        open.remove(window);
        closed.add(window);
      }
    }
  }

  private void advance(
      long millis, Set<Integer> expected, Set<Integer> read, Map<Integer, Long> highestRead) {
    long timeout = settings.idleMillis();
    long interval = 0;
    if (!highestRead.isEmpty() && lastMillis > 0) {
      interval = Math.max(0, Math.min(millis - lastMillis, timeout / 4));
    }
    lastMillis = millis;
    Set<Integer> known = new HashSet<>(idle.keySet());
    known.addAll(expected);
    known.addAll(read);
    long lowest = Long.MAX_VALUE;
    for (int partition : known) {
      boolean hasCalls = highestRead.containsKey(partition);
      if (hasCalls) {
        highest.merge(partition, highestRead.get(partition), Math::max);
        idle.put(partition, 0L);
      } else {
        idle.merge(partition, interval, Long::sum);
      }
      boolean mayHaveCalls =
          !settings.finished().contains(partition) && idle.get(partition) < timeout;
      if (hasCalls || mayHaveCalls) {
        lowest = Math.min(lowest, highest.getOrDefault(partition, NEVER));
      }
    }
    if (lowest != Long.MAX_VALUE && lowest != NEVER) {
      watermark = Math.max(watermark, lowest - settings.delay());
    }
  }
}
