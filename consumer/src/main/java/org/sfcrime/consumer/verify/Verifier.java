package org.sfcrime.consumer.verify;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares what arrives with what is expected, and counts the ids that are seen twice. */
public final class Verifier {
  private final CallTable table;
  private final CallFields fields = new CallFields();
  private final JsonCallParser parser = new JsonCallParser(fields);
  private final CallDigest digest = new CallDigest();
  private final CallRule rule;
  private final boolean compares;
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
   * @param table remembers the calls, or null if nothing is verified
   * @param compares whether calls are expected at all; if not, only ids seen twice and malformed
   *     records are counted
   * @param maxListed how many differences of each kind are named
   */
  public Verifier(CallTable table, InstantSource clock, boolean compares, int maxListed) {
    this.table = table;
    this.rule = new CallRule(clock);
    this.compares = compares;
    this.missing = new Differences(maxListed);
    this.duplicates = new Differences(maxListed);
    this.unexpected = new Differences(maxListed);
    this.altered = new Differences(maxListed);
    this.malformed = new Differences(maxListed);
  }

  /** Adds a call of the expected file. */
  public void expect(CallFields call) {
    digest.of(call);
    table.expect(digest.idHigh(), digest.idLow(), digest.content(), call.text());
    expected++;
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
      if (compares && arrivedAsWritten(cursor, record)) {
        arrived++;
      } else {
        verify(record);
      }
    }
  }

  /**
   * The short way for a record that is, byte for byte, an expected call under its id: then it is
   * one that the rule accepts, and need not be parsed. Returns false, and has done nothing, if it
   * is not, or if there is something to say about it.
   */
  private boolean arrivedAsWritten(PartitionCursor cursor, ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    byte[] value = record.value();
    if (key == null || value == null) {
      return false;
    }
    digest.ofId(key);
    return table.arriveAsWritten(
        cursor, digest.idHigh(), digest.idLow(), CallDigest.ofText(value, 0, value.length));
  }

  private void verify(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    String reason = value == null ? "null_value" : parser.parse(value, 0, value.length);
    if (reason == null) {
      reason = rule.rejects(fields);
    }
    if (reason != null) {
      add(malformed, record, reason);
      if (compares) {
        add(unexpected, record, "malformed: " + reason);
      }
      return;
    }
    digest.of(fields);
    int wrong = table.arrive(digest.idHigh(), digest.idLow(), digest.content());
    if (compares) {
      compare(record, wrong);
    }
  }

  private void compare(ConsumerRecord<byte[], byte[]> record, int wrong) {
    if ((wrong & CallTable.UNEXPECTED) != 0) {
      add(unexpected, record, null);
      return;
    }
    boolean duplicate = (wrong & CallTable.DUPLICATE) != 0;
    boolean differs = (wrong & CallTable.ALTERED) != 0;
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
      add(altered, record, "its key is " + new String(record.key(), StandardCharsets.UTF_8));
    }
  }

  private boolean isId(byte[] key) {
    return Arrays.equals(
        key,
        0,
        key.length,
        fields.bytes(CallFields.CRIME_ID),
        fields.start(CallFields.CRIME_ID),
        fields.end(CallFields.CRIME_ID));
  }

  private void add(Differences listing, ConsumerRecord<byte[], byte[]> record, String why) {
    listing.count();
    if (listing.hasRoom()) {
      String id =
          fields.isBlank(CallFields.CRIME_ID) ? "(no id)" : fields.text(CallFields.CRIME_ID);
      String where = " at partition " + record.partition() + ", offset " + record.offset();
      listing.name(id + where + (why == null ? "" : " (" + why + ")"));
    }
  }

  /**
   * Names the first missing calls by a second reading of the file; the counts stand before. To be
   * called once, at the end.
   */
  public void nameMissing(ExpectedCalls file) {
    if (missing() == 0 || !missing.hasRoom()) {
      return;
    }
    file.read(
        (call, record) -> {
          digest.of(call);
          if (table.takeMissing(digest.idHigh(), digest.idLow(), digest.content())) {
            missing.name(call.text(CallFields.CRIME_ID) + " (record " + record + " of the file)");
          }
          return missing.hasRoom();
        });
  }

  /** Whether every expected call arrived once, unchanged, and nothing else. */
  public boolean holds() {
    return missing() + duplicates.total() + unexpected.total() + altered.total() == 0;
  }

  public boolean checksIds() {
    return table != null;
  }

  public boolean hasExpectedCalls() {
    return compares;
  }

  public long expected() {
    return expected;
  }

  public long missing() {
    return expected - arrived;
  }

  public Differences missingListing() {
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

  /** How many expected calls came with no key at all, which is not held against them. */
  public long withoutKey() {
    return withoutKey;
  }

  public CallTable table() {
    return table;
  }
}
