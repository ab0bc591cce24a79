package org.sfcrime.producer.follow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callrecord.CallDateTime;

/** The newest published revision of each call. */
final class PublishedRevisions {
  private final Map<String, Revision> newest = new HashMap<>();
  private long newestMillis = CallDateTime.INVALID;

  /** Where a record is on the topic. */
  private record Place(int partition, long timestamp) {
    /** Records of a key are in several partitions if the topic has got more partitions. */
    boolean isBefore(ConsumerRecord<byte[], byte[]> other) {
      return partition == other.partition() || timestamp <= other.timestamp();
    }
  }

  /** Reads the revisions back from the topic. */
  static PublishedRevisions readBack(PublishedCalls published, Instant since) {
    PublishedRevisions revisions = new PublishedRevisions();
    Map<String, Place> places = new HashMap<>();
    published.since(
        since,
        record -> {
          if (record.key() != null && record.value() != null) {
            String id = new String(record.key(), StandardCharsets.UTF_8);
            Place earlier = places.get(id);
            if (earlier == null || earlier.isBefore(record)) {
              places.put(id, new Place(record.partition(), record.timestamp()));
              revisions.put(id, Revision.of(record.value()));
            }
          }
        });
    return revisions;
  }

  /** Returns the newest published revision of a call, or null. */
  Revision get(String id) {
    return newest.get(id);
  }

  void put(String id, Revision revision) {
    newest.put(id, revision);
    newestMillis = Math.max(newestMillis, revision.eventTimeMillis());
  }

  int size() {
    return newest.size();
  }

  /** Returns the event time of the newest call, or {@link CallDateTime#INVALID} without a call. */
  long newestMillis() {
    return newestMillis;
  }

  /** Forgets the calls before this event time, which the feed no longer shows. */
  void forgetBefore(long millis) {
    newest.values().removeIf(revision -> revision.eventTimeMillis() < millis);
  }
}
