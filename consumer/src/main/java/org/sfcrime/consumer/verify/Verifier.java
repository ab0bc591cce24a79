package org.sfcrime.consumer.verify;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.commandline.CommandException;

/** Compares the records of the topic with the expected calls, and counts ids seen twice. */
public final class Verifier {
  private final CallTable table;
  private final CallReader reader = new CallReader();
  private final CallDigest digest = new CallDigest();
  private final InstantSource clock;
  private final boolean hasExpectedCalls;
  private final Map<Integer, PartitionCursor> cursors = new HashMap<>();
  private final Differences differences;
  private long withoutKey;

  /**
   * Creates a verifier. Without expected calls, the verifier only counts malformed records and ids
   * seen twice.
   *
   * @param table stores the calls; null to verify nothing
   * @param maxListed how many differences of each kind are described
   */
  public Verifier(CallTable table, InstantSource clock, boolean hasExpectedCalls, int maxListed) {
    this.table = table;
    this.clock = clock;
    this.hasExpectedCalls = hasExpectedCalls;
    this.differences = new Differences(maxListed);
  }

  /**
   * Adds the accepted calls of a file, which may use three quarters of the heap; reading the topic
   * needs the rest.
   *
   * @param heapBytes the size of the heap in bytes
   * @throws CommandException if the file cannot be read or has too many calls for this heap
   */
  public ExpectedCalls.Contents expect(ExpectedCalls file, long heapBytes) {
    return file.readDigests(
        (idHigh, idLow, content, text) -> {
          table.expect(idHigh, idLow, content, text);
          differences.expect();
          if (table.bytes() > heapBytes / 4 * 3) {
            throw tooManyCalls(heapBytes);
          }
        });
  }

  private CommandException tooManyCalls(long heapBytes) {
    long megabytes = heapBytes >> 20;
    return new CommandException(
        String.format(
            Locale.ROOT,
            "more than %,d calls cannot be compared in a memory of %d MiB: give the consumer more,"
                + " as in JAVA_OPTS=-Xmx%dm",
            expected(),
            megabytes,
            2 * megabytes));
  }

  /** Verifies the records of a poll, in order. */
  void verify(List<ConsumerRecord<byte[], byte[]>> records) {
    int partition = -1;
    PartitionCursor cursor = null;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.partition() != partition) {
        partition = record.partition();
        cursor = cursors.computeIfAbsent(partition, p -> new PartitionCursor());
      }
      if (hasExpectedCalls && arrivedAsWritten(cursor, record)) {
        differences.arrive();
      } else {
        verify(record);
      }
    }
  }

  /**
   * Handles a record that is equal, byte for byte, to an expected call and whose key is its id.
   * Such a record needs no parsing. Otherwise changes nothing and returns false.
   */
  private boolean arrivedAsWritten(PartitionCursor cursor, ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    byte[] value = record.value();
    if (key == null || value == null) {
      return false;
    }
    digest.setId(key, 0, key.length);
    return table.arriveAsWritten(
        cursor, digest.idHigh(), digest.idLow(), CallDigest.ofText(value, 0, value.length));
  }

  private void verify(ConsumerRecord<byte[], byte[]> record) {
    RejectionReason reason = reader.read(record.value(), clock.millis());
    if (reason != null) {
      add(Difference.MALFORMED, record, reason.code());
      if (hasExpectedCalls) {
        add(Difference.UNEXPECTED, record, "malformed: " + reason.code());
      }
      return;
    }
    digest.setId(reader.fields().crimeId());
    int flags = table.arrive(digest.idHigh(), digest.idLow(), digest.ofContent(reader.value()));
    if (hasExpectedCalls) {
      compare(record, flags);
    }
  }

  private void compare(ConsumerRecord<byte[], byte[]> record, int flags) {
    if ((flags & CallTable.UNEXPECTED) != 0) {
      add(Difference.UNEXPECTED, record, null);
      return;
    }
    boolean duplicate = (flags & CallTable.DUPLICATE) != 0;
    boolean differs = (flags & CallTable.ALTERED) != 0;
    if (duplicate) {
      add(Difference.DUPLICATE, record, null);
    } else {
      differences.arrive();
    }
    if (differs) {
      add(Difference.ALTERED, record, null);
    }
    if (record.key() == null) {
      withoutKey++;
    } else if (!differs && !reader.fields().crimeId().isEqualTo(record.key())) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      add(Difference.ALTERED, record, "its key is " + key);
    }
  }

  private void add(Difference kind, ConsumerRecord<byte[], byte[]> record, String why) {
    differences.add(kind);
    if (differences.hasRoom(kind)) {
      Utf8 crimeId = reader.fields().crimeId();
      String id = crimeId.isBlank() ? withoutId(record.key()) : crimeId.toString();
      String where = " at partition " + record.partition() + ", offset " + record.offset();
      differences.list(kind, id + where + (why == null ? "" : " (" + why + ")"));
    }
  }

  private static String withoutId(byte[] key) {
    return key == null ? "(no id)" : "(no id) key " + new String(key, StandardCharsets.UTF_8);
  }

  /** Describes the first missing calls. Reads the file again; call this method once, at the end. */
  public void listMissing(ExpectedCalls file) {
    if (differences.count(Difference.MISSING) == 0 || !differences.hasRoom(Difference.MISSING)) {
      return;
    }
    file.read(
        call -> {
          digest.setId(call.key());
          if (table.takeMissing(digest.idHigh(), digest.idLow(), digest.ofContent(call.value()))) {
            long record = call.record().position().record() + 1;
            differences.list(
                Difference.MISSING, call.key() + " (record " + record + " of the file)");
          }
          return differences.hasRoom(Difference.MISSING);
        });
  }

  /** Returns whether every expected call arrived once, unchanged, and nothing else arrived. */
  public boolean holds() {
    // With expected calls, a malformed record is also unexpected.
    return Arrays.stream(Difference.values()).allMatch(kind -> differences.count(kind) == 0);
  }

  public boolean checksIds() {
    return table != null;
  }

  public boolean hasExpectedCalls() {
    return hasExpectedCalls;
  }

  public long expected() {
    return differences.expected();
  }

  /** Returns the differences so far. */
  public Differences differences() {
    return differences;
  }

  /** Returns the counts so far by their names in the report, without those that are not checked. */
  public Map<String, Long> figures() {
    Map<String, Long> figures = new HashMap<>();
    if (checksIds()) {
      figures.put("ids_seen_twice", table.idsSeenTwice());
      figures.put("malformed", differences.count(Difference.MALFORMED));
    }
    if (hasExpectedCalls) {
      figures.put("expected", expected());
      figures.put("missing", differences.count(Difference.MISSING));
      figures.put("duplicates", differences.count(Difference.DUPLICATE));
      figures.put("unexpected", differences.count(Difference.UNEXPECTED));
      figures.put("altered", differences.count(Difference.ALTERED));
    }
    return figures;
  }

  /** Returns how many expected calls arrived without a key, which is not a difference. */
  public long withoutKey() {
    return withoutKey;
  }

  public CallTable table() {
    return table;
  }
}
