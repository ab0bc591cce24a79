package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.sfcrime.streaming.count.RejectedRecord;

/**
 * {@code --dead-letter-topic}: the rejected records. The key is the place of the record in the
 * source, so a record that is written twice replaces itself.
 *
 * <p>The value is unchanged, except that a record without a value gets an empty one, because a
 * compacted topic treats a missing value as a deletion. For a record too large for the topic, only
 * its first kilobyte and its size are kept.
 *
 * @param source the topic of the records
 */
record DeadLetterSink(SinkTopic output, String source) implements Sink {
  private static final long serialVersionUID = 1L;
  private static final int KEPT_OF_TOO_LARGE = 1 << 10;

  @Override
  public Writer open(long batchId, int task) {
    return new TaskWriter();
  }

  private final class TaskWriter implements Writer {
    private final SinkTopic.Sender sender = output.sender();

    @Override
    public void rejected(RejectedRecord rejected) throws IOException {
      byte[] value = rejected.value() == null ? new byte[0] : rejected.value();
      sender.send(
          toRecord(rejected, value),
          value.length <= KEPT_OF_TOO_LARGE
              ? null
              : toRecord(
                  rejected,
                  Arrays.copyOf(value, KEPT_OF_TOO_LARGE),
                  header("size", Integer.toString(value.length))));
    }

    @Override
    public void commit() throws IOException {
      sender.flush();
    }
  }

  private ProducerRecord<byte[], byte[]> toRecord(
      RejectedRecord rejected, byte[] value, Header... more) {
    String key = "%s/%d/%d".formatted(source, rejected.partition(), rejected.offset());
    RecordHeaders headers = new RecordHeaders();
    headers.add(header("reason", rejected.reason().code())).add(header("source", source));
    List.of(more).forEach(headers::add);
    return new ProducerRecord<>(
        output.topic(), null, key.getBytes(StandardCharsets.UTF_8), value, headers);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
