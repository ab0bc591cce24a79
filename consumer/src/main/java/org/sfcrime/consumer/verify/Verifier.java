package org.sfcrime.consumer.verify;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallReader;
import org.sfcrime.callrecord.RejectionReason;
import org.sfcrime.callrecord.Utf8;
import org.sfcrime.commandline.CommandException;

/**
 * Compares the records of the topic with the expected calls, and counts ids that are seen twice.
 */
public final class Verifier {
  private final CallTable table;
  private final CallReader reader = new CallReader();
  private final CallDigest digest = new CallDigest();
  private final InstantSource clock;
  private final boolean hasExpectedCalls;
  private final Map<Integer, PartitionCursor> cursors = new HashMap<>();
  private final Differences missing;
  private final Differences duplicates;
  private final Differences unexpected;
  private final Differences altered;
  private final Differences malformed;
  private long expected;
  private long arrived;
  private long withoutKey;

  /**
   * Creates a verifier. Without expected calls, it only counts malformed records and ids that are
   * seen twice.
   *
   * @param table stores the calls, or null if nothing is verified
   * @param maxListed how many differences of each kind are described
   */
  public Verifier(CallTable table, InstantSource clock, boolean hasExpectedCalls, int maxListed) {
    this.table = table;
    this.clock = clock;
    this.hasExpectedCalls = hasExpectedCalls;
    this.missing = new Differences(maxListed);
    this.duplicates = new Differences(maxListed);
    this.unexpected = new Differences(maxListed);
    this.altered = new Differences(maxListed);
    this.malformed = new Differences(maxListed);
  }

  /**
   * Adds the accepted calls of a file.
   *
   * @throws CommandException if the file cannot be read
   */
  public ExpectedCalls.Contents expect(ExpectedCalls file) {
    return file.read(
        call -> {
          Utf8 value = call.value();
          setId(call.key());
          long text = CallDigest.ofText(value.bytes(), value.from(), value.to());
          table.expect(digest.idHigh(), digest.idLow(), content(value), text);
          expected++;
          return true;
        });
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
        arrived++;
      } else {
        verify(record);
      }
    }
  }

  /**
   * Handles a record that is equal, byte for byte, to an expected call, and has its id as the key.
   * Such a record is an accepted call and is not parsed. Returns false and changes nothing if the
   * record is different or has to be reported.
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
      add(malformed, record, reason.code());
      if (hasExpectedCalls) {
        add(unexpected, record, "malformed: " + reason.code());
      }
      return;
    }
    setId(reader.fields().crimeId());
    int differences = table.arrive(digest.idHigh(), digest.idLow(), content(reader.value()));
    if (hasExpectedCalls) {
      compare(record, differences);
    }
  }

  private void setId(Utf8 id) {
    digest.setId(id.bytes(), id.from(), id.to());
  }

  private long content(Utf8 value) {
    return digest.ofContent(value.bytes(), value.from(), value.to());
  }

  private void compare(ConsumerRecord<byte[], byte[]> record, int differences) {
    if ((differences & CallTable.UNEXPECTED) != 0) {
      add(unexpected, record, null);
      return;
    }
    boolean duplicate = (differences & CallTable.DUPLICATE) != 0;
    boolean differs = (differences & CallTable.ALTERED) != 0;
    if (duplicate) {
      add(duplicates, record, null);
    } else {
      arrived++;
    }
    if (differs) {
      add(altered, record, null);
    }
    if (record.key() == null) {
      withoutKey++;
    } else if (!differs && !isId(record.key())) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      add(altered, record, "its key is " + key);
    }
  }

  private boolean isId(byte[] key) {
    return reader.fields().crimeId().isEqualTo(key);
  }

  private void add(Differences list, ConsumerRecord<byte[], byte[]> record, String why) {
    list.count();
    if (list.hasRoom()) {
      Utf8 crimeId = reader.fields().crimeId();
      String id = crimeId.isBlank() ? "(no id)" : crimeId.toString();
      String where = " at partition " + record.partition() + ", offset " + record.offset();
      list.name(id + where + (why == null ? "" : " (" + why + ")"));
    }
  }

  /**
   * Describes the first missing calls. For that, it reads the file a second time. Can be called
   * once, at the end.
   */
  public void nameMissing(ExpectedCalls file) {
    if (missing() == 0 || !missing.hasRoom()) {
      return;
    }
    file.read(
        call -> {
          setId(call.key());
          if (table.takeMissing(digest.idHigh(), digest.idLow(), content(call.value()))) {
            long record = call.record().position().record() + 1;
            missing.name(call.key() + " (record " + record + " of the file)");
          }
          return missing.hasRoom();
        });
  }

  /** Returns whether every expected call arrived once, unchanged, and nothing else arrived. */
  public boolean holds() {
    return missing() + duplicates.total() + unexpected.total() + altered.total() == 0;
  }

  public boolean checksIds() {
    return table != null;
  }

  public boolean hasExpectedCalls() {
    return hasExpectedCalls;
  }

  public long expected() {
    return expected;
  }

  public long missing() {
    return expected - arrived;
  }

  public Differences missingCalls() {
    missing.setCount(missing());
    return missing;
  }

  public Differences duplicates() {
    return duplicates;
  }

  public Differences unexpected() {
    return unexpected;
  }

  public Differences altered() {
    return altered;
  }

  public Differences malformed() {
    return malformed;
  }

  /** Returns how many expected calls arrived without a key, which is not a difference. */
  public long withoutKey() {
    return withoutKey;
  }

  public CallTable table() {
    return table;
  }
}
