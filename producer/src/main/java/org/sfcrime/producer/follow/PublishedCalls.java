package org.sfcrime.producer.follow;

import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.commandline.CommandException;

/** The topic of calls, as the memory of what is published. */
public interface PublishedCalls {
  /**
   * Passes on the committed records that were sent since a time, and at least the last records of
   * each partition; those of a partition in its order.
   */
  void since(Instant time, Consumer<ConsumerRecord<byte[], byte[]>> reader);

  /**
   * Checks that the topic is still the one with which the run started. A broker that does not
   * answer is no failure.
   *
   * @throws CommandException if the topic was deleted, also if it was created again
   */
  void requireSameTopic();
}
