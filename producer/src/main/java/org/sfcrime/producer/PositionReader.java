package org.sfcrime.producer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.commandline.CommandException;

/**
 * Reads the newest committed position of a job from the positions topic.
 *
 * <p>Positions are in one partition. Version 0.1.0 wrote them to any partition of the topic, so the
 * reader also looks into the others.
 */
final class PositionReader {
  private final CommittedRecords positions;
  private final byte[] key;
  private byte[] newest;

  PositionReader(CommittedRecords positions, String transactionalId) {
    this.positions = positions;
    this.key = transactionalId.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the newest position.
   *
   * @throws CommandException if the topic cannot be read to its end, or if another partition than
   *     the first has a position of the job
   */
  Optional<ReplayPosition> newest() {
    positions.read(
        record -> {
          if (Arrays.equals(key, record.key())) {
            requireFirstPartition(record);
            newest = record.value();
          }
        });
    return Optional.ofNullable(newest).map(ReplayPosition::ofJson);
  }

  private static void requireFirstPartition(ConsumerRecord<byte[], byte[]> record) {
    if (record.partition() != ReplayPosition.PARTITION) {
      throw new CommandException(
          String.format(
              "--resume is refused: topic %s has several partitions, and a position of this job is"
                  + " in partition %d, so the newest position is not certain; publish everything"
                  + " again, without --resume and with another --positions-topic.",
              record.topic(), record.partition()));
    }
  }
}
