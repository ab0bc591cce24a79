package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Rig.JobRun;
import org.sfcrime.processes.Programs;

/**
 * A topic that several jobs count: the calls of a file, with invalid records before and after them.
 *
 * @param promise the calls that are counted
 * @param replaced number of records on the topic that newer ones replace, with {@code --upsert}
 * @param rejected the invalid records by topic, partition and offset, as in a dead letter
 */
public record PublishedCalls(
    String topic, String order, Promise promise, long replaced, Map<String, String> rejected) {
  private static final int INVALID_RECORDS = 10;
  private static final String PREFIX = "no call ";

  public static PublishedCalls publish(Rig rig, Path file, String order)
      throws IOException, InterruptedException, ExecutionException {
    Promise promise = Promise.of(rig, file);
    return new PublishedCalls("calls-" + order, order, promise, 0, Map.of()).publish(rig, file);
  }

  /** Publishes all revisions of calls; the newest one of each call is to be counted. */
  static PublishedCalls publish(Rig rig, RevisedCalls calls)
      throws IOException, InterruptedException, ExecutionException {
    Promise newest = Promise.of(rig, calls.newest());
    return new PublishedCalls("revisions", "file", newest, calls.replaced(), Map.of())
        .publish(rig, calls.all());
  }

  private PublishedCalls publish(Rig rig, Path file)
      throws IOException, InterruptedException, ExecutionException {
    rig.createTopic(topic, 4);
    sendInvalidRecords(rig, topic, "before");
    rig.publish(rig.at(topic), file, "--order", order);
    sendInvalidRecords(rig, topic, "after");
    Map<String, String> sent = AllSinks.expected(rig.records(topic), PREFIX);
    assertThat(sent).hasSize(2 * INVALID_RECORDS);
    return new PublishedCalls(topic, order, promise, replaced, sent);
  }

  private static void sendInvalidRecords(Rig rig, String topic, String when)
      throws InterruptedException, ExecutionException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", rig.broker().address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < INVALID_RECORDS; i++) {
        byte[] value = (PREFIX + i + " " + when + " \u00e9").getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, value)).get();
      }
    }
  }

  /**
   * Checks the promise for a job that has counted the topic. No call is late in event-time order,
   * and no revision, because all windows stay open.
   */
  public void assertCounted(Programs programs, JobRun run, String when) throws IOException {
    promise.assertCounted(programs, run, replaced, rejected.size(), when);
    if (order.equals("event-time") || replaced > 0) {
      assertThat(run.late().rows()).as("late, %s", when).isEmpty();
    }
  }
}
