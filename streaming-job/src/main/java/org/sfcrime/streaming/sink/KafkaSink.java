package org.sfcrime.streaming.sink;

import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sfcrime.countrecord.CountJson;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;

/**
 * {@code --sink kafka}: the newest total of each window and group in a compacted topic, and the
 * late calls in another one.
 *
 * <p>A record replaces the previous one with the same key, so a repeated batch changes nothing. The
 * key of late calls contains the batch: a reader adds up the newest record of each key.
 *
 * @param counts the topic of totals
 * @param late the topic of late calls
 * @param columns the names of the grouping fields
 */
record KafkaSink(SinkTopic counts, SinkTopic late, GroupFields columns) implements Sink {
  private static final long serialVersionUID = 1L;

  @Override
  public Writer open(long batchId, int task) {
    return new TaskWriter(batchId);
  }

  private final class TaskWriter implements Writer {
    private final long batchId;
    private final SinkTopic.Sender countSender = counts.sender();
    private final SinkTopic.Sender lateSender = late.sender();
    private final CountJson json = new CountJson(columns);

    private TaskWriter(long batchId) {
      this.batchId = batchId;
    }

    @Override
    public void total(CountRecord total) throws IOException {
      countSender.send(new ProducerRecord<>(counts.topic(), json.key(total), json.value(total)));
    }

    @Override
    public void late(CountRecord calls) throws IOException {
      lateSender.send(
          new ProducerRecord<>(late.topic(), json.key(calls, batchId), json.value(calls)));
    }

    @Override
    public void commit() throws IOException {
      countSender.flush();
      lateSender.flush();
    }
  }
}
